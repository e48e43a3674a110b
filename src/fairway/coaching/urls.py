"""Addresses of sessions."""

from django.urls import path

from fairway.coaching.views import pairing, planning, room, sessions

app_name = "coaching"
urlpatterns = [
    path("", sessions.sessions, name="sessions"),
    path("morning-mail/", sessions.morning_mail, name="morning_mail"),
    path("with/<slug:slug>/", planning.prepare, name="prepare"),
    path("pairs/", pairing.pairs, name="pairs"),
    path("pairs/offer/", pairing.make_offer, name="offer"),
    path("pairs/propose/", pairing.propose, name="propose"),
    path("pairs/<int:key>/", pairing.pairing, name="pairing"),
    path("pairs/<int:key>/answer/", pairing.answer, name="answer"),
    path("pairs/<int:key>/write/", pairing.write, name="worksheet"),
    path("pairs/<int:key>/show/", pairing.show, name="show"),
    path("pairs/<int:key>/end/", pairing.end, name="end"),
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
