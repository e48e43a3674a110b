from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "fairway.coaching"
    label = "coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairway.coaching import jobs  # noqa: F401  (listens for people who are erased)
