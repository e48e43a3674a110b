from django.urls import path

from fairway.leadership import views

app_name = "leadership"
urlpatterns = [
    path("", views.leadership, name="leadership"),
    path("<slug:slug>/", views.manager, name="manager"),
]
