from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "fairway.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairway.commitments import jobs  # noqa: F401  (listens for people who are erased)
