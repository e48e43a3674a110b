from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    name = "fairway.leadership"
    label = "leadership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairway.leadership import jobs  # noqa: F401  (listens for people who are erased)
