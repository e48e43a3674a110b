"""Addresses of pilots."""

from django.urls import path

from fairway.evidence.pilots import views

app_name = "evidence"
urlpatterns = [
    path("", views.pilots, name="pilots"),
    path("new/", views.new, name="pilot_new"),
    path("<int:key>/", views.pilot, name="pilot"),
    path("<int:key>/start/", views.start, name="pilot_start"),
    path("<int:key>/stop/", views.stop, name="pilot_stop"),
    path("<int:key>/judge/", views.judge, name="pilot_judge"),
    path("<int:key>/withdraw/", views.withdraw, name="pilot_withdraw"),
]
