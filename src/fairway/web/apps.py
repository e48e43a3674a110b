from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fairway.web"
    label = "web"
