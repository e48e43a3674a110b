"""The desk's pages. Short, stable, shareable; fragments share their page's address."""

from django.urls import path

from fairway.desk.views import board, people, planning, privacy, seller, setup, setup_crm, setup_file, setup_people

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
    path("setup/", setup.setup, name="setup"),
    path("setup/organisation/", setup.organisation_page, name="organisation"),
    path("setup/metrics/", setup.metrics, name="metrics"),
    path("setup/health/", setup.health, name="health"),
    path("setup/runs/<int:key>/", setup.run_page, name="run"),
    path("setup/runs/<int:key>/rejects/", setup.rejects, name="rejects"),
    path("setup/sources/<str:name>/read/", setup.read_now, name="read_now"),
    path("setup/crm/", setup_crm.setup_crm, name="setup_crm"),
    path("setup/people/", setup_people.setup_people, name="setup_people"),
    path("setup/people/<slug:slug>/invite/", setup_people.invite_person, name="invite"),
    path("setup/people/<slug:slug>/operations/", setup_people.change_operations, name="change_operations"),
    path("setup/file/", setup_file.send, name="setup_send"),
    path("setup/file/<str:token>/", setup_file.setup_file, name="setup_file"),
    path("setup/file/<str:token>/open/", setup_file.open_board, name="setup_open"),
    path("setup/file/<str:token>/forget/", setup_file.throw_away, name="setup_forget"),
    path("help/status-rules/", privacy.status_rules, name="status_rules"),
]
