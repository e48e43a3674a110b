"""The desk's pages. Short, stable, shareable; fragments share their page's address."""

from django.urls import path

from fairway.desk.views import board, people, planning, privacy, seller

app_name = "desk"
urlpatterns = [
    path("", board.home, name="home"),
    path("board/", board.board, name="board"),
    path("me/", seller.me, name="me"),
    path("me/privacy/", privacy.privacy, name="privacy"),
    path("me/privacy/read/", privacy.notice_read, name="notice_read"),
    path("me/export/", privacy.my_export, name="my_export"),
    path("sellers/", planning.sellers, name="sellers"),
    path("sellers/team/", planning.team, name="team"),
    path("sellers/paste/", planning.paste, name="paste"),
    path("sellers/drafts/", planning.drafts, name="drafts"),
    path("sellers/<slug:slug>/", seller.seller, name="seller"),
    path("sellers/<slug:slug>/plan/", planning.plan, name="plan"),
    path("sellers/<slug:slug>/plan/draft/", planning.end_draft, name="end_draft"),
    path("sellers/<slug:slug>/time-off/", people.time_off, name="time_off"),
    path("sellers/<slug:slug>/place/", people.place, name="place"),
    path("sellers/<slug:person_slug>/<slug:hia_slug>/", seller.hia, name="hia"),
    path("changes/", people.changes, name="changes"),
    path("changes/<int:key>/undo/", people.undo, name="undo"),
    path("help/status-rules/", privacy.status_rules, name="status_rules"),
]
