from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "fairway.studio"
    label = "studio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairway.studio import jobs  # noqa: F401  (listens for people who are erased)
