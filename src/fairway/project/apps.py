"""Bringing the house together when it starts: connectors offer what rooms above may ask of them."""

from collections.abc import Collection
from pathlib import Path

from django.apps import AppConfig

from fairway.exchange.intake import ReportReader


class ProjectConfig(AppConfig):
    name = "fairway.project"
    label = "project"

    def ready(self) -> None:
        from fairway.crm.linking import link_to, tried
        from fairway.crm.source import CLOSETS
        from fairway.exchange.ports import offer_links, offer_report_reader, offer_table_reader, offer_tryout

        for kind in CLOSETS:
            offer_links(kind, link_to)
            offer_tryout(kind, tried)
        offer_report_reader(_reports)
        offer_table_reader(_rows)


def _reports() -> ReportReader:
    from fairway.crm.report.reader import Reports

    return Reports()


def _rows(path: Path, columns: Collection[str]) -> list[list[str]]:
    from fairway.crm.report.opening import rows_of

    return [record.cells for record in rows_of(path, columns) if not record.problem]
