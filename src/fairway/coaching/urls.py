"""Addresses of sessions."""

from django.urls import path

from fairway.coaching.views import messages, planning, room, sessions

app_name = "coaching"
urlpatterns = [
    path("", sessions.sessions, name="sessions"),
    path("morning-mail/", messages.morning_mail, name="morning_mail"),
    path("morning-mail/way/", messages.digest_way, name="digest_way"),
    path("summaries/", messages.summaries, name="summaries"),
    path("slack/", messages.slack, name="slack"),
    path("with/<slug:slug>/", planning.prepare, name="prepare"),
    path("<int:key>/", room.room, name="room"),
    path("<int:key>/balance/", room.balance, name="balance"),
    path("<int:key>/notes/", room.notes, name="notes"),
    path("<int:key>/notes/<slug:part>/", room.write, name="write"),
    path("<int:key>/open/", room.open_room, name="open"),
    path("<int:key>/tap/", room.tap_focus, name="tap"),
    path("<int:key>/promise/", room.promise, name="promise"),
    path("<int:key>/hold/", room.hold, name="hold"),
    path("<int:key>/move/", planning.move, name="move"),
    path("<int:key>/call-off/", planning.call_off, name="call_off"),
    path("<int:key>/calendar.ics", sessions.calendar, name="calendar"),
]
