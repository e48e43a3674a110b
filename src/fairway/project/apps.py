"""Bringing the house together when it starts: connectors offer what rooms above may ask of them."""

from collections.abc import Collection
from pathlib import Path

from django.apps import AppConfig

from fairway.exchange.intake import ReportReader

MOST_TOLD = 3  # lines of a file that cannot be read


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
    from fairway.crm.report.decoding import NotATable
    from fairway.crm.report.lines import NOT_CLOSED
    from fairway.crm.report.opening import rows_of

    found = rows_of(path, columns)
    unread = [record for record in found if record.problem and record.problem != NOT_CLOSED]
    if unread:
        told = "; ".join(f"line {record.line}: {record.problem}" for record in unread[:MOST_TOLD])
        more = f"; and {len(unread) - MOST_TOLD} more" if len(unread) > MOST_TOLD else ""
        raise NotATable(told + more, "Mend these lines and choose the file again.")
    return [record.cells for record in found if not record.problem]
