from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "fairway.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairway.evidence import jobs  # noqa: F401  (listens for people who are erased)
