from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fairway.web"
    label = "web"

    def ready(self) -> None:
        from django.urls import register_converter

        from fairway.web.keys import KeyConverter

        register_converter(KeyConverter, "key")
