"""Reading sums of closed quarters, each viewer what is theirs."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.coaching.effect import Change, Lack
from fairway.coaching.pulse import last_day_of
from fairway.coaching.sums.models import ClosedChange, ClosedGroup, ClosedMember, ClosedSums
from fairway.coaching.sums.showing import left_out, shown
from fairway.coaching.sums.types import ClosedQuarter, SumsGroup, counted_from
from fairway.people import access
from fairway.people.queries import led_since
from fairway.people.types import Viewer


def closed_quarter(viewer: Viewer) -> ClosedQuarter | None:
    """The newest closed quarter as its viewer may know it: groups that were all under them on its last day. None where
    none was counted, and for whoever leads nobody.
    """
    row = ClosedSums.objects.order_by("-period_on").first()
    if row is None or viewer.person_key is None or not access.leads_anyone(viewer):
        return None
    last_on = last_day_of(row.period_on)
    groups = groups_of(row.period_on)
    # What somebody is shown as a leader follows from whom they lead, also where they are in operations.
    as_leader = replace(viewer, is_operations=False, read_before={})
    seen = access.areas_seen(as_leader, {(group.head_key, last_on) for group in groups})
    own = [group for group in groups if (group.head_key, last_on) in seen]
    led = led_since({viewer.person_key}, row.period_on, viewer.on)[viewer.person_key]
    known = {*led, viewer.person_key}
    told = shown(own, known)
    return ClosedQuarter(
        period_on=row.period_on,
        counted_on=row.counted_on,
        groups=told,
        is_whole=not left_out(own, known),
        change=_change(viewer.person_key, row.period_on, len(told)),
    )


def groups_of(period_on: date) -> list[SumsGroup]:
    """Every group of a closed quarter, the largest first."""
    members: dict[int, set[int]] = defaultdict(set)
    for group_key, person_key in ClosedMember.objects.filter(group__sums=period_on).values_list(
        "group_id", "person_id"
    ):
        members[group_key].add(person_key)
    rows = ClosedGroup.objects.filter(sums=period_on).order_by("pk")
    found = [SumsGroup(row.head_id, row.teams, frozenset(members[row.pk]), counted_from(row.counted)) for row in rows]
    return sorted(found, key=lambda group: -len(group.sellers))


def _change(head_key: int, period_on: date, groups: int) -> Change | Lack | None:
    """What was worked out over as many groups as the viewer is shown."""
    row = ClosedChange.objects.filter(sums=period_on, head_id=head_key, groups=groups).first()
    if row is None or not groups:
        return None
    return Lack(row.lack) if row.lack else Change(**row.change)


def closed_sums_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person, for that person's own export: in which quarters they were counted, among how many."""
    rows = ClosedMember.objects.filter(person_id=person_key).select_related("group").order_by("pk")
    led = ClosedChange.objects.filter(head_id=person_key).order_by("pk")
    return {
        "counted_in_sums": [{**row_as_json(row), "period_on": str(row.group.sums_id)} for row in rows],
        "sums_shown": [row_as_json(row) for row in led],
    }
