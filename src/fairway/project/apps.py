from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "fairway.project"
    label = "project"
