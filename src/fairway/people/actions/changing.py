"""Everyday changes to people, each one undoable line in the audit. Past weeks stay with whoever had them."""

from datetime import date
from decimal import Decimal

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.lib.periods import parse_working_days, zone
from fairway.people.actions.spans import close_gaps_in_first_lines, rebuild_spans
from fairway.people.chains import ReportingLoop
from fairway.people.models import Absence, Person, ReportingLine, WorkPattern
from fairway.people.types import LineKind


class RefusedChange(ValueError):
    """A change that cannot be, with the reason."""


def _lines(person_key: int) -> list[Sheet]:
    return [Sheet("people.ReportingLine", {"person_id": person_key})]


def move_person(person_key: int, *, manager_key: int | None, team: str, from_on: date, actor_id: int | None) -> None:
    """Another manager or team from a day on. Weeks before stay with the old one."""
    with undoable(actor_id=actor_id, action="move_person", subject=("person", person_key), sheets=_lines(person_key)):
        lines = ReportingLine.objects.filter(person_id=person_key, kind=LineKind.LINE)
        current = lines.filter(valid_from_on__lte=from_on).order_by("valid_from_on").last()
        lines.filter(valid_from_on__gte=from_on).delete()
        ReportingLine.objects.create(
            person_id=person_key,
            manager_id=manager_key,
            team=team,
            role=current.role if current else "",
            valid_from_on=from_on,
        )
        close_gaps_in_first_lines({person_key})
        _rebuild()


def _rebuild() -> None:
    try:
        rebuild_spans()
    except ReportingLoop as loop:
        names = dict(Person.objects.filter(pk__in=loop.people).values_list("pk", "name"))
        shown = " reports to ".join(names.get(key, "?") for key in [*loop.people, loop.people[0]])
        raise RefusedChange(f"The reporting line would run in a circle: {shown}.") from loop


def add_manager(
    person_key: int, *, manager_key: int, kind: LineKind, from_on: date, until_on: date | None, actor_id: int | None
) -> None:
    """An acting manager (with an end) or a second one, beside the first."""
    if manager_key == person_key:
        raise RefusedChange("Nobody is their own manager.")
    if kind is LineKind.ACTING and until_on is None:
        raise RefusedChange("An acting manager needs a last day.")
    if until_on is not None and until_on < from_on:
        raise RefusedChange("The last day lies before the first.")
    with undoable(
        actor_id=actor_id, action=f"add_{kind}_manager", subject=("person", person_key), sheets=_lines(person_key)
    ):
        ReportingLine.objects.create(
            person_id=person_key, manager_id=manager_key, kind=kind, valid_from_on=from_on, valid_to_on=until_on
        )
        _rebuild()


def end_manager(line_key: int, *, last_on: date, actor_id: int | None) -> None:
    """End an acting or second manager."""
    line = ReportingLine.objects.exclude(kind=LineKind.LINE).get(pk=line_key)
    with undoable(
        actor_id=actor_id, action="end_manager", subject=("person", line.person_id), sheets=_lines(line.person_id)
    ):
        if line.valid_from_on > last_on:
            line.delete()
        else:
            line.valid_to_on = last_on
            line.save(update_fields=["valid_to_on"])
        _rebuild()


def record_leaving(person_key: int, *, last_on: date | None, actor_id: int | None) -> None:
    """Somebody's last day; None takes it back. Their past stays where it was."""
    sheets = [Sheet("people.Person", {"pk": person_key})]
    with undoable(actor_id=actor_id, action="record_leaving", subject=("person", person_key), sheets=sheets):
        Person.objects.filter(pk=person_key).update(left_on=last_on)


def add_absence(person_key: int, *, start_on: date, end_on: date, kind: str, actor_id: int | None) -> None:
    """Days off: targets pause, these days are neither met nor missed. The kind is for the person and operations
    only.
    """
    if end_on < start_on:
        raise RefusedChange("The last day off lies before the first.")
    if (end_on - start_on).days > 366 * 2:
        raise RefusedChange("More than two years off: enter the last day in the organisation instead.")
    sheets = [Sheet("people.Absence", {"person_id": person_key})]
    with undoable(actor_id=actor_id, action="add_absence", subject=("person", person_key), sheets=sheets):
        overlapping = Absence.objects.filter(person_id=person_key, start_on__lte=end_on, end_on__gte=start_on).first()
        if overlapping is not None:
            raise RefusedChange(f"Already off from {overlapping.start_on:%-d %b} to {overlapping.end_on:%-d %b}.")
        Absence.objects.create(person_id=person_key, start_on=start_on, end_on=end_on, kind=kind)


def remove_absence(absence_key: int, *, person_key: int, actor_id: int | None) -> None:
    sheets = [Sheet("people.Absence", {"person_id": person_key})]
    with undoable(actor_id=actor_id, action="remove_absence", subject=("person", person_key), sheets=sheets):
        Absence.objects.filter(pk=absence_key, person_id=person_key).delete()


def change_pattern(
    person_key: int, *, from_on: date, fte: Decimal, working_days: str, timezone: str, actor_id: int | None
) -> None:
    """Other working days, share of full time or time zone from a day on."""
    try:
        parse_working_days(working_days)
        if timezone:
            zone(timezone)
    except ValueError as error:
        raise RefusedChange(str(error)) from error
    if not Decimal(0) < fte <= 1:
        raise RefusedChange("The share of full time lies between 0 and 1.")
    sheets = [Sheet("people.WorkPattern", {"person_id": person_key})]
    with undoable(actor_id=actor_id, action="change_pattern", subject=("person", person_key), sheets=sheets):
        before = (
            WorkPattern.objects.filter(person_id=person_key, valid_from_on__lte=from_on)
            .order_by("valid_from_on")
            .last()
        )
        place = {"country": before.country, "region": before.region} if before else {}
        if before is None:
            WorkPattern.objects.create(person_id=person_key)
        WorkPattern.objects.update_or_create(
            person_id=person_key,
            valid_from_on=from_on,
            defaults={"fte": fte, "working_days": working_days, "timezone": timezone, **place},
        )


def confirm_notice(person_key: int) -> None:
    """The person has read what Fairway keeps about them and who sees it."""
    Person.objects.filter(pk=person_key).update(has_read_notice=True)
