from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "fairway.desk"
    label = "desk"
