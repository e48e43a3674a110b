from django.apps import AppConfig


class SignsConfig(AppConfig):
    name = "fairway.signs"
    label = "signs"
    default_auto_field = "django.db.models.BigAutoField"
