"""Every address of the house. Each stands in the access table of tests/walls."""

from allauth.account import views as account
from django.urls import include, path, re_path

from fairway.project import views

urlpatterns = [
    path("obstacles/", include("fairway.commitments.urls")),
    path("pilots/", include("fairway.evidence.urls")),
    path("leadership/", include("fairway.leadership.urls")),
    path("practice/", include("fairway.training.urls")),
    path("1-1/", include("fairway.coaching.urls")),
    path("studio/", include("fairway.studio.urls")),
    path("", include("fairway.desk.urls")),
    path("log-in/", views.log_in, name="account_login"),
    path("log-in/closed/", views.closed, name="account_inactive"),
    path("log-in/as/", views.log_in_as, name="log_in_as"),
    path("log-out/", account.logout, name="account_logout"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    # Written out: a plain `<uidb36>-<key>` would cut at the last hyphen, and keys hold one themselves.
    re_path(
        r"^password/set/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/set/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    path("healthz", views.health, name="health"),
]
handler404 = "fairway.project.views.not_found"
handler500 = "fairway.project.views.server_error"
