from django.apps import AppConfig


class ExecutionConfig(AppConfig):
    name = "fairway.execution"
    label = "execution"
    default_auto_field = "django.db.models.BigAutoField"
