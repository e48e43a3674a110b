"""Rebuilding the closure of the reporting lines. Called by every action that touches a line, in its transaction."""

from collections import defaultdict
from datetime import timedelta

from fairway.people.chains import Line, managed_spans
from fairway.people.models import ManagedSpan, ReportingLine
from fairway.people.types import ENDLESS, LineKind


def rebuild_spans() -> None:
    """Replace the closure by what the lines now say. Raises ReportingLoop and changes nothing where they run in a
    circle.
    """
    lines = ReportingLine.objects.filter(manager__isnull=False).values_list(
        "person_id", "manager_id", "valid_from_on", "valid_to_on"
    )
    above = managed_spans(
        Line(person=person, manager=manager, from_on=start, to_on=end or ENDLESS)
        for person, manager, start, end in lines
    )
    fresh = {
        (manager, person, start, end)
        for person, spans in above.items()
        for manager, days in spans.items()
        for start, end in days
    }
    stale = []
    for span in ManagedSpan.objects.values_list("pk", "manager_id", "person_id", "from_on", "to_on"):
        if span[1:] in fresh:
            fresh.remove(span[1:])
        else:
            stale.append(span[0])
    for start in range(0, len(stale), 500):
        ManagedSpan.objects.filter(pk__in=stale[start : start + 500]).delete()
    ManagedSpan.objects.bulk_create(
        (ManagedSpan(manager_id=m, person_id=p, from_on=a, to_on=b) for m, p, a, b in sorted(fresh)), batch_size=1000
    )


def close_gaps_in_first_lines(person_keys: set[int]) -> None:
    """A first line without an end, or one that runs into the next, ends the day before the next one starts."""
    lines: dict[int, list[ReportingLine]] = defaultdict(list)
    for line in ReportingLine.objects.filter(person_id__in=person_keys, kind=LineKind.LINE).order_by(
        "valid_from_on", "pk"
    ):
        lines[line.person_id].append(line)
    changed = []
    for rows in lines.values():
        for line, following in zip(rows, rows[1:], strict=False):
            last_day = following.valid_from_on - timedelta(days=1)
            if line.valid_to_on is None or line.valid_to_on > last_day:
                line.valid_to_on = last_day
                changed.append(line)
    ReportingLine.objects.bulk_update(changed, ["valid_to_on"], batch_size=500)
