from django.urls import path

from fairway.leadership.views import own, sides

app_name = "leadership"
urlpatterns = [
    path("", sides.leadership, name="leadership"),
    path("own/", own.own, name="own"),
    path("own/choose/", own.choose, name="own_choose"),
    path("own/<slug:slug>/", own.own_of, name="own_of"),
    path("own/<slug:slug>/answer/", own.answer, name="own_answer"),
    path("managers/<slug:slug>/", sides.manager, name="manager"),
]
