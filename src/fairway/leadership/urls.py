from django.urls import path

from fairway.leadership.views import sides

app_name = "leadership"
urlpatterns = [
    path("", sides.leadership, name="leadership"),
    path("managers/<slug:slug>/", sides.manager, name="manager"),
]
