"""Addresses of sessions."""

from django.urls import path

from fairway.coaching.views import calendars, helping, pairing, planning, programme, reading, room, sessions

app_name = "coaching"
urlpatterns = [
    path("", sessions.sessions, name="sessions"),
    path("morning-mail/", sessions.morning_mail, name="morning_mail"),
    path("programme/", programme.programme, name="programme"),
    path("programme/<slug:word>/reset/", programme.reset, name="programme_reset"),
    path("calendar/", calendars.own_calendar, name="own_calendar"),
    path("calendar/address/", calendars.address, name="calendar_address"),
    path("calendar/mails/", calendars.mails, name="calendar_mails"),
    path("calendar/<str:token>/1-1.ics", calendars.feed, name="calendar_feed"),
    path("is-it-helping/", helping.is_it_helping, name="helping"),
    path("pulse/", helping.pulse, name="pulse"),
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
    path("<int:key>/reading/", reading.reading, name="reading"),
    path("<int:key>/reading/agree/", reading.agree, name="agree_to_reading"),
    path("<int:key>/reading/withdraw/", reading.withdraw, name="withdraw_reading"),
    path("<int:key>/reading/words/", reading.forget_words, name="forget_words"),
    path("<int:key>/reading/offer/", reading.answer, name="answer_offer"),
    path("<int:key>/hold/", room.hold, name="hold"),
    path("<int:key>/move/", planning.move, name="move"),
    path("<int:key>/parts/", planning.parts, name="parts"),
    path("<int:key>/call-off/", planning.call_off, name="call_off"),
    path("<int:key>/calendar.ics", calendars.calendar, name="calendar"),
]
