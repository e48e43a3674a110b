from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "fairway.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairway.training import jobs  # noqa: F401  (listens for people who are erased)
