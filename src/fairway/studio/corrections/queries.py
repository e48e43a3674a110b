"""Reading corrections: what one would change, what was changed in somebody's weeks, and who is still to be told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import Any

import pyarrow as pa
from pyarrow import compute

from fairway.audit.recording import row_as_json
from fairway.execution.queries import today
from fairway.ledger.corrections.comparing import Compared, OtherCount, compared
from fairway.ledger.corrections.queries import Correction, corrected_weeks, corrections, weeks_corrected
from fairway.lib.periods import week_label
from fairway.metrics.families import fingerprint
from fairway.metrics.queries import definitions, offered_as_counted, versions_of
from fairway.metrics.types import Definition
from fairway.metrics.versions import Version, in_force
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, facts_of, names_of
from fairway.people.types import BEGINNING, PersonFacts, Viewer
from fairway.plans.queries import holders_of
from fairway.plans.types import PlanFacts
from fairway.studio import models
from fairway.studio.building.page import by_whom
from fairway.studio.corrections.telling import (
    changed_of_others,
    headline_of,
    shown_correction,
    shown_week,
    told_of_own,
)
from fairway.studio.corrections.types import Foreseen, ShownCorrection, ShownWeek, ToldCorrection
from fairway.web.words import number

MOST_ROWS, MOST_HOLDERS, LOOKED_THROUGH = 6, 8, 2_000
MOST_TOLD = 3


def foreseen(viewer: Viewer, definition: Definition, starts_on: date | None) -> Foreseen | None:
    """What a version that holds from a day on would change in closed weeks; None where it changes none. Whoever is
    shown is noted.
    """
    versions = versions_of(definition.key)
    start = None if starts_on is None or starts_on <= BEGINNING else starts_on
    after = [*versions, Version(definition, holds_from_on=start)]
    found = compared(definition.key, versions, after, today())
    if found.first_on is None:
        return None
    holders = {plan.person_key: plan for plan in holders_of(definition.key, today())}
    examples = _examples(found, holders.keys())
    asked = {*(week.person_key for week in examples), *list(holders)[:MOST_HOLDERS]}
    seen = access.visible_keys(viewer, asked)
    note_looks(viewer, seen, "metric")
    names = names_of(seen)
    return Foreseen(
        people=found.people,
        weeks=found.weeks,
        first_on=found.first_on,
        seal=seal_of(definition, starts_on, versions),
        planned=[_held(names[key], plan) for key, plan in holders.items() if key in names],
        planned_count=len(holders),
        rows=[
            _row(week, definition, versions, names[week.person_key], is_planned=week.person_key in holders)
            for week in examples
            if week.person_key in names
        ],
        divided_by=sorted(one.name for one in definitions().values() if definition.key in (one.over or ())),
    )


def seal_of(definition: Definition, starts_on: date | None, versions: Sequence[Version]) -> str:
    """Differs where what was shown before a correction is not what is to be saved now."""
    return blake2b(repr((fingerprint(definition), starts_on, len(versions))).encode(), digest_size=8).hexdigest()


def _held(name: str, plan: PlanFacts) -> str:
    return f"{name} ({number(plan.target)} a {plan.per})"


def _row(
    week: OtherCount, definition: Definition, versions: Sequence[Version], name: str, *, is_planned: bool
) -> ShownWeek:
    shown = shown_week(week, _before(versions, len(versions), week.week_on, definition), definition, name)
    return replace(shown, is_planned=is_planned)


def _before(versions: Sequence[Version], place: int, week_on: date, otherwise: Definition) -> Definition:
    """What held in a week before the version at a place."""
    held = in_force(versions[:place], week_on)
    return held.definition if held else offered_as_counted(otherwise.key) or otherwise


def _examples(found: Compared, holders: Collection[int]) -> list[OtherCount]:
    """Of a handful of people one week each: those who have it in force first, then where most changes lately."""
    table = found.table
    moved = compute.abs(compute.subtract(table["done"], table["done_before"]))
    held = compute.cast(compute.is_in(table["person_key"], pa.array(list(holders), pa.int64())), pa.int8())
    order = [("held", "descending"), ("week_on", "descending"), ("moved", "descending"), ("person_key", "ascending")]
    some = table.append_column("moved", moved).append_column("held", held).sort_by(order).slice(0, LOOKED_THROUGH)
    one_each: dict[int, OtherCount] = {}
    newest = Compared(some.select(table.column_names)).rows()
    for week in newest:
        one_each.setdefault(week.person_key, week)
    return list(one_each.values())[:MOST_ROWS]


def corrections_of(
    person_key: int, metric_keys: Collection[str], since_week_on: date
) -> dict[str, list[ShownCorrection]]:
    """Corrections of somebody's weeks from one on, by metric, the newest first. For pages that show these weeks."""
    found = corrected_weeks(person_key, metric_keys, since_week_on)
    shown: dict[str, list[ShownCorrection]] = {}
    if not found:
        return shown
    histories = {one.metric_key: versions_of(one.metric_key) for one, _ in found}
    names = _makers(version for versions in histories.values() for version in versions)
    for one, weeks in found:
        versions = histories[one.metric_key]
        place = next((at for at, v in enumerate(versions) if v.definition.version == one.version), None)
        if place is None:
            continue  # its text went with somebody who was named in it
        version = versions[place]
        before = [(week, _before(versions, place, week.week_on, version.definition)) for week in weeks]
        shown.setdefault(one.metric_key, []).append(shown_correction(version, before, names, one.noted_on))
    return shown


def _makers(versions: Iterable[Version]) -> dict[int, str]:
    return account_names({version.made_by for version in versions if version.made_by})


def corrected_versions(key: str) -> dict[int, tuple[int, int]]:
    """(weeks, people) that each version of a metric gave another number, by its number."""
    return {one.version: (one.weeks, one.people) for one in corrections(key)}


def told_about_own(viewer: Viewer, person: PersonFacts) -> list[ToldCorrection]:
    """What somebody who had a metric in force when it was corrected reads on their own page, until they put it away."""
    if viewer.person_key != person.key:
        return []
    found = []
    for one, _ in _told_to(viewer, is_about_others=False):
        version, by = _version_of(one)
        if version is not None:
            weeks = weeks_corrected(one.key, [person.key])
            said = told_of_own(one.key, version, by, one.noted_on, weeks[person.key][0] if weeks else 0)
            found.append(ToldCorrection(*said, links=_links([person], weeks, one.metric_key)))
    return found[:MOST_TOLD]


def told_about_led(viewer: Viewer) -> list[ToldCorrection]:
    """The same for whoever leads people who had it in force, about all of them together."""
    found = []
    for one, holders in _told_to(viewer, is_about_others=True):
        version, by = _version_of(one)
        if version is not None:
            weeks, people = weeks_corrected(one.key, holders), facts_of(holders, viewer.on)
            changed = changed_of_others({person.name: weeks[person.key][0] for person in people if person.key in weeks})
            said = (one.key, headline_of(version, by, one.noted_on), version.reason, changed)
            links = _links(sorted(people, key=lambda person: person.name), weeks, one.metric_key)
            found.append(ToldCorrection(*said, is_about_others=True, links=links[:1]))
    return found[:MOST_TOLD]


def _links(
    people: Sequence[PersonFacts], weeks: Mapping[int, tuple[int, date]], metric_key: str
) -> list[tuple[str, str, str, str]]:
    """To the newest week that changed, of those people of whom any did."""
    words = "Old and new numbers"
    return [
        (person.slug, address_of(metric_key), week_label(weeks[person.key][1]), f"{words} of {person.name}")
        for person in people
        if person.key in weeks
    ]


def is_told_to(viewer: Viewer, correction_key: int, *, is_about_others: bool) -> bool:
    """Whether a viewer reads, or read, that about a correction."""
    told = _told_to(viewer, is_about_others=is_about_others, also_read=True)
    return any(one.key == correction_key for one, _ in told)


def _told_to(viewer: Viewer, *, is_about_others: bool, also_read: bool = False) -> list[tuple[Correction, set[int]]]:
    """Corrections not yet put away of what the viewer, or people they lead, had in force on that day; with whom."""
    if viewer.person_key is None:
        return []
    noted = corrections()
    rows = models.CorrectionRead.objects.filter(person_id=viewer.person_key, is_about_others=is_about_others)
    read = set() if also_read or not noted else set(rows.values_list("correction_id", flat=True))
    waiting = [one for one in noted if one.key not in read]
    if not waiting:
        return []
    about = access.led_directly(viewer) if is_about_others else {viewer.person_key}
    found = []
    for one in waiting:
        holders = {plan.person_key for plan in holders_of(one.metric_key, one.noted_on, about)}
        if holders:
            found.append((one, holders))
    return found


def _version_of(one: Correction) -> tuple[Version | None, str]:
    """The version that made a correction, and by whom; None where its text is gone."""
    version = next((v for v in versions_of(one.metric_key) if v.definition.version == one.version), None)
    return version, by_whom(version, _makers([version])) if version else ""


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """What of it one person put away, for that person's own export."""
    rows = models.CorrectionRead.objects.filter(person_id=person_key).order_by("pk")
    return {"corrections_read": [row_as_json(row) for row in rows]}
