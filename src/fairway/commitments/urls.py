"""Addresses of obstacles and promises."""

from django.urls import path

from fairway.commitments import views

app_name = "commitments"
urlpatterns = [
    path("", views.obstacles, name="obstacles"),
    path("raise/<slug:slug>/", views.raise_one, name="raise"),
    path("<key:key>/", views.one, name="obstacle"),
    path("<key:key>/answer/", views.answer, name="answer"),
    path("promises/<key:key>/", views.say, name="say"),
]
