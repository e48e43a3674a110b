from django.urls import path

from fairway.leadership.views import adoption, sides

app_name = "leadership"
urlpatterns = [
    path("", sides.leadership, name="leadership"),
    path("adoption/", adoption.adoption, name="adoption"),
    path("adoption/fields/", adoption.fields, name="fields"),
    path("managers/<slug:slug>/", sides.manager, name="manager"),
]
