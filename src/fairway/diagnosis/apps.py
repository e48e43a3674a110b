from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "fairway.diagnosis"
    label = "diagnosis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairway.diagnosis import jobs  # noqa: F401  (listens for people who are erased)
