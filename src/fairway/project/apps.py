"""Bringing the house together when it starts: connectors offer what rooms above may ask of them."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "fairway.project"
    label = "project"

    def ready(self) -> None:
        from fairway.crm.linking import link_to
        from fairway.crm.source import CLOSETS
        from fairway.exchange.ports import offer_links

        for kind in CLOSETS:
            offer_links(kind, link_to)
