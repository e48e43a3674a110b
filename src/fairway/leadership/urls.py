from django.urls import path

from fairway.leadership.views import sides, story

app_name = "leadership"
urlpatterns = [
    path("", sides.leadership, name="leadership"),
    path("managers/<slug:slug>/", sides.manager, name="manager"),
    path("story/", story.story, name="story"),
]
