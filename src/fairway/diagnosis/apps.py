from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "fairway.diagnosis"
    label = "diagnosis"
    default_auto_field = "django.db.models.BigAutoField"
