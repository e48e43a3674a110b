"""Everyday changes to people, each one undoable line in the audit. Past weeks stay with whoever had them."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.lib.periods import Period, parse_working_days, zone
from fairway.people.actions.spans import close_gaps_in_first_lines, rebuild_spans
from fairway.people.chains import ReportingLoop
from fairway.people.models import Absence, Person, ReportingLine, WorkPattern
from fairway.people.public_holidays import is_known_place
from fairway.people.queries.lines import in_force, reports_of
from fairway.people.queries.time import working_time_of
from fairway.people.types import NOT_MY_WEEK, LineKind
from fairway.people.working_time import is_working_day

LONGEST_ABSENCE_DAYS = 2 * 366


class RefusedChange(ValueError):
    """A change that cannot be, with the reason."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When and where somebody works, as it is typed in. An empty zone or country is the organisation's."""

    fte: Decimal
    working_days: str
    timezone: str = ""
    country: str = ""
    region: str = ""


def _recorded(
    people: Collection[int], action: str, actor_id: int | None, *, model: str
) -> AbstractContextManager[None]:
    """One undoable line over some rows of those people."""
    keys = sorted(people)
    column = "pk" if model == "people.Person" else "person_id"
    where: dict[str, object] = {column: keys[0]} if len(keys) == 1 else {f"{column}__in": keys}
    return undoable(
        actor_id=actor_id,
        action=action,
        subject=("person", keys[0]) if len(keys) == 1 else ("people", keys),
        sheets=[Sheet(model, where)],
    )


def move_person(person_key: int, *, manager_key: int | None, team: str, from_on: date, actor_id: int | None) -> None:
    """Another manager or team from a day on. Weeks before stay with the old one; lines planned for later fall away."""
    with _recorded([person_key], "move_person", actor_id, model="people.ReportingLine"):
        _move(person_key, manager_key, team, from_on)
        _rebuild()


def _move(person_key: int, manager_key: int | None, team: str, from_on: date) -> None:
    _require_there(manager_key, from_on)
    lines = ReportingLine.objects.filter(person_id=person_key, kind=LineKind.LINE)
    current = lines.filter(valid_from_on__lte=from_on).order_by("valid_from_on").last()
    later = lines.filter(valid_from_on__gt=from_on)
    if current and current.valid_to_on is None and (current.manager_id, current.team) == (manager_key, team):
        raise RefusedChange("That is where they stand already.")
    later.delete()
    lines.filter(valid_from_on=from_on).delete()
    ReportingLine.objects.create(
        person_id=person_key,
        manager_id=manager_key,
        team=team,
        role=current.role if current else "",
        valid_from_on=from_on,
    )
    close_gaps_in_first_lines({person_key})


def hand_over(manager_key: int, *, to_key: int, from_on: date, actor_id: int | None) -> None:
    """Everyone whose first manager somebody is goes to another one from a day on, each staying in their team."""
    teams = {key: team for key, team in reports_of(manager_key, from_on).items() if key != to_key}
    if to_key == manager_key or not teams:
        raise RefusedChange("There is nobody to hand over.")
    with _recorded(teams, "hand_over", actor_id, model="people.ReportingLine"):
        for person_key, team in sorted(teams.items()):
            _move(person_key, to_key, team, from_on)
        _rebuild()


def _rebuild() -> None:
    try:
        rebuild_spans()
    except ReportingLoop as loop:
        names = dict(Person.objects.filter(pk__in=loop.people).values_list("pk", "name"))
        shown = " reports to ".join(names.get(key, "?") for key in [*loop.people, loop.people[0]])
        raise RefusedChange(f"The reporting line would run in a circle: {shown}.") from loop


def rebuild_after_undo() -> None:
    """What follows from lines that were put back. RefusedChange where they would now close a circle."""
    _rebuild()


def _require_there(manager_key: int | None, on: date) -> None:
    """A manager who has left, or does not exist, manages nobody."""
    if manager_key is None:
        return
    manager = Person.objects.filter(pk=manager_key).first()
    if manager is None:
        raise RefusedChange("Nobody with that key is there.")
    if manager.left_on is not None and manager.left_on < on:
        raise RefusedChange(f"{manager.name} has left by then.")


def add_manager(
    person_key: int, *, manager_key: int, kind: LineKind, from_on: date, until_on: date | None, actor_id: int | None
) -> None:
    """An acting manager (with an end) or a second one, beside the first."""
    if manager_key == person_key:
        raise RefusedChange("Nobody is their own manager.")
    _require_span(kind, from_on, until_on)
    _require_there(manager_key, from_on)
    _require_other_than_first(person_key, manager_key, from_on)
    with _recorded([person_key], f"add_{kind}_manager", actor_id, model="people.ReportingLine"):
        _add_beside([person_key], manager_key, kind, from_on, until_on)


def _require_other_than_first(person_key: int, manager_key: int, on: date) -> None:
    """Whoever is somebody's first manager already can do nothing more beside themselves."""
    first = ReportingLine.objects.filter(in_force(on), person_id=person_key, kind=LineKind.LINE, manager_id=manager_key)
    line = first.select_related("manager").first()
    if line is not None and line.manager is not None:
        raise RefusedChange(f"{line.manager.name} is their first manager then already.")


def stand_in(manager_key: int, *, acting_key: int, from_on: date, until_on: date | None, actor_id: int | None) -> None:
    """Somebody acts for a manager with everyone who reports to them, for a while."""
    reports = [key for key in reports_of(manager_key, from_on) if key != acting_key]
    if acting_key == manager_key or not reports:
        raise RefusedChange("There is nobody to stand in for.")
    _require_span(LineKind.ACTING, from_on, until_on)
    _require_there(acting_key, from_on)
    with _recorded(reports, "stand_in", actor_id, model="people.ReportingLine"):
        _add_beside(reports, acting_key, LineKind.ACTING, from_on, until_on)


def _require_span(kind: LineKind, from_on: date, until_on: date | None) -> None:
    if kind is LineKind.LINE:
        raise RefusedChange("A first manager is set by a move.")
    if kind is LineKind.ACTING and until_on is None:
        raise RefusedChange("An acting manager needs a last day.")
    if until_on is not None and until_on < from_on:
        raise RefusedChange("The last day lies before the first.")


def _add_beside(
    person_keys: Sequence[int], manager_key: int, kind: LineKind, from_on: date, until_on: date | None
) -> None:
    known = ReportingLine.objects.filter(in_force(from_on), person_id__in=person_keys, manager_id=manager_key)
    if known.filter(kind=kind).exists():
        raise RefusedChange("That manager stands beside the first already; end that first.")
    ReportingLine.objects.bulk_create(
        ReportingLine(
            person_id=person_key, manager_id=manager_key, kind=kind, valid_from_on=from_on, valid_to_on=until_on
        )
        for person_key in person_keys
    )
    _rebuild()


def end_manager(person_key: int, *, line_key: int, last_on: date, actor_id: int | None) -> None:
    """End an acting or second manager of that person."""
    line = ReportingLine.objects.exclude(kind=LineKind.LINE).filter(pk=line_key, person_id=person_key).first()
    if line is None:
        raise RefusedChange("That line is not there any more.")
    with _recorded([person_key], "end_manager", actor_id, model="people.ReportingLine"):
        if line.valid_from_on > last_on:
            line.delete()
        else:
            line.valid_to_on = last_on
            line.save(update_fields=["valid_to_on"])
        _rebuild()


def record_leaving(person_key: int, *, last_on: date | None, actor_id: int | None) -> None:
    """Somebody's last day; None takes it back. Their past stays where it was."""
    hired_on = Person.objects.values_list("hired_on", flat=True).get(pk=person_key)
    if last_on is not None and hired_on is not None and last_on < hired_on:
        raise RefusedChange(f"The last day lies before the first, {hired_on:%-d %b %Y}.")
    with _recorded([person_key], "record_leaving", actor_id, model="people.Person"):
        Person.objects.filter(pk=person_key).update(left_on=last_on)


def add_absence(person_key: int, *, start_on: date, end_on: date, kind: str, actor_id: int | None) -> None:
    """Days off: targets pause, these days are neither met nor missed. The kind is for the person and operations
    only.
    """
    if end_on < start_on:
        raise RefusedChange("The last day off lies before the first.")
    if (end_on - start_on).days > LONGEST_ABSENCE_DAYS:
        raise RefusedChange("More than two years off: enter the last day in the organisation instead.")
    _require_working_day(person_key, Period(start_on, end_on))
    with _recorded([person_key], "add_absence", actor_id, model="people.Absence"):
        overlapping = Absence.objects.filter(person_id=person_key, start_on__lte=end_on, end_on__gte=start_on).first()
        if overlapping is not None:
            raise RefusedChange(f"Already off from {overlapping.start_on:%-d %b %Y} to {overlapping.end_on:%-d %b %Y}.")
        Absence.objects.create(person_id=person_key, start_on=start_on, end_on=end_on, kind=kind)


def _require_working_day(person_key: int, period: Period) -> None:
    """Days nobody works anyway pause nothing: a slip in the date, more likely than a wish."""
    worked = working_time_of([person_key], period)[person_key]
    usual = replace(worked, absences=())  # days off already are told as such
    days = (period.start_on + timedelta(days=n) for n in range((period.end_on - period.start_on).days + 1))
    if not any(is_working_day(usual, day) for day in days):
        raise RefusedChange("None of these days is a working day for them: there is nothing to take off.")


def remove_absence(absence_key: int, *, person_key: int, actor_id: int | None) -> None:
    """Take days off back."""
    with _recorded([person_key], "remove_absence", actor_id, model="people.Absence"):
        removed, _ = Absence.objects.filter(pk=absence_key, person_id=person_key).delete()
        if not removed:
            raise RefusedChange("These days off are not there any more.")


def mark_not_my_week(person_key: int, *, week_on: date, reason: str, actor_id: int | None) -> None:
    """A week its seller takes out of what is judged, with the reason: days off of that whole week, kept as such."""
    week = Period(week_on, week_on + timedelta(days=6))
    worked = working_time_of([person_key], week)[person_key]
    if not any(is_working_day(worked, day) for day in week.days()):
        raise RefusedChange("Nothing of that week is judged already.")
    with _recorded([person_key], "mark_not_my_week", actor_id, model="people.Absence"):
        Absence.objects.create(
            person_id=person_key,
            start_on=week.start_on,
            end_on=week.end_on,
            kind=NOT_MY_WEEK,
            reason=reason,
            marked_at=timezone.now(),
        )


def take_back_week(person_key: int, *, key: int, actor_id: int | None) -> None:
    """A marked week counts again."""
    with _recorded([person_key], "take_back_week", actor_id, model="people.Absence"):
        removed, _ = Absence.objects.filter(pk=key, person_id=person_key, kind=NOT_MY_WEEK).delete()
        if not removed:
            raise RefusedChange("That week is not marked any more.")


def change_pattern(person_key: int, *, from_on: date, hours: WorkingHours, actor_id: int | None) -> None:
    """Other working days, share of full time, place or time zone from a day on."""
    try:
        parse_working_days(hours.working_days)
        if hours.timezone:
            zone(hours.timezone)
    except ValueError as error:
        raise RefusedChange(f"{error}.") from error
    if not Decimal(0) < hours.fte <= 1:
        raise RefusedChange("The share of full time lies between 0 and 1.")
    if hours.country and not is_known_place(hours.country, hours.region):
        raise RefusedChange(
            f"No calendar of public holidays is known for {hours.country} {hours.region}".rstrip() + "."
        )
    with _recorded([person_key], "change_pattern", actor_id, model="people.WorkPattern"):
        if not WorkPattern.objects.filter(person_id=person_key).exists():
            WorkPattern.objects.create(person_id=person_key)
        WorkPattern.objects.update_or_create(
            person_id=person_key,
            valid_from_on=from_on,
            defaults={
                "fte": hours.fte,
                "working_days": hours.working_days,
                "timezone": hours.timezone,
                "country": hours.country,
                "region": hours.region,
            },
        )


def confirm_notice(person_key: int) -> None:
    """The person has read what Fairway keeps about them and who sees it."""
    Person.objects.filter(pk=person_key).update(has_read_notice=True)
