"""Addresses of pilots."""

from django.urls import path

from fairway.evidence.pilots import views

app_name = "evidence"
urlpatterns = [
    path("", views.pilots, name="pilots"),
    path("new/", views.new, name="pilot_new"),
    path("<key:key>/", views.pilot, name="pilot"),
    path("<key:key>/start/", views.start, name="pilot_start"),
    path("<key:key>/stop/", views.stop, name="pilot_stop"),
    path("<key:key>/judge/", views.judge, name="pilot_judge"),
    path("<key:key>/withdraw/", views.withdraw, name="pilot_withdraw"),
]
