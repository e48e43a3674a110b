"""Reporting lines as sources state them: a manager for all time or from today, or dated history. A line that would
close a circle is kept without its manager, with a word to the row that says so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.audit.scrubbing import MARK
from fairway.people.actions.spans import close_gaps_in_first_lines, rebuild_spans
from fairway.people.chains import ReportingLoop
from fairway.people.models import Identity, ReportingLine
from fairway.people.queries.identities import erased_ids
from fairway.people.queries.lines import in_force
from fairway.people.statements import (
    IN_A_CIRCLE,
    INSTEAD,
    KEPT_ALONE,
    NO_SUCH_SELLER,
    Misfit,
    Statement,
    Stored,
    fitted,
    says_otherwise,
)
from fairway.people.types import BEGINNING, LineKind, LineRow, PersonRow

LINE_FIELDS = ("manager_native_id", "team", "role")
CHUNK = 500
Lines = Mapping[int, list[ReportingLine]]  # by person, oldest first


@dataclass(slots=True)
class Said:
    """One person's row beside what the source said before."""

    row: PersonRow
    identity: Identity
    before: Statement
    after: Statement


def _manager(stated: object, everyone: Mapping[str, int]) -> int | None:
    return everyone.get(str(stated)) if stated else None


def origin_of_history(source: str) -> str:
    """What marks a source's dated lines."""
    return f"{source}:history"


def state_first_lines(
    said: Sequence[Said], known: Mapping[str, Identity], stored: Stored, *, source: str, holds_from_on: date
) -> set[int]:
    """First lines from `manager_id`, for people whose line the source has not given as dated history.

    A manager who was unknown when somebody's line was stated, or was in a circle with them, is put in once they are
    there. Returns the people whose line got its manager back like that.
    """
    everyone = {native_id: identity.person_id for native_id, identity in known.items()}
    lines, dated = _first_lines(source), _people_with_history(source)
    fresh: list[ReportingLine] = []
    for one in said:
        manager = one.after.get("manager_native_id")
        if manager and manager != MARK and manager not in everyone:
            stored.problems.append(Misfit(one.row, "manager_id", str(manager), KEPT_ALONE, is_kept=True))
        person_key = one.identity.person_id
        # A second source that says nothing of somebody's line leaves the one they have.
        is_first = not one.before and not lines.get(person_key)
        is_new = is_first or any(says_otherwise(one.before, one.after, name) for name in LINE_FIELDS)
        if is_new and person_key not in dated:
            start_on = holds_from_on if lines.get(person_key) else BEGINNING
            fresh.append(_line_of(one.identity, one.after, everyone, start_on))
    _replace_first_lines(fresh, source)
    started = {line.person_id for line in fresh}
    return _restore_managers(known, everyone, lines, started)


def _first_lines(source: str) -> Lines:
    """Every first line, of any origin, of the people a source knows."""
    lines: dict[int, list[ReportingLine]] = defaultdict(list)
    people = Identity.objects.filter(source=source).values("person_id")
    for line in ReportingLine.objects.filter(person_id__in=people, kind=LineKind.LINE).order_by("valid_from_on", "pk"):
        lines[line.person_id].append(line)
    return lines


def _people_with_history(source: str) -> set[int]:
    lines = ReportingLine.objects.filter(origin=origin_of_history(source))
    return set(lines.values_list("person_id", flat=True))


def _line_of(identity: Identity, stated: Statement, everyone: Mapping[str, int], start_on: date) -> ReportingLine:
    def said(name: str) -> str:
        value = stated.get(name)
        return fitted(name, str(value)) if value else ""

    return ReportingLine(
        person_id=identity.person_id,
        manager_id=_manager(stated.get("manager_native_id"), everyone),
        team=said("team"),
        role=said("role"),
        valid_from_on=start_on,
        origin=identity.source,
    )


def _replace_first_lines(fresh: Sequence[ReportingLine], source: str) -> None:
    """A line for all time replaces the source's others; one from a day on ends the one before it."""
    own = ReportingLine.objects.filter(origin=source, kind=LineKind.LINE)
    by_start: dict[date, list[int]] = defaultdict(list)
    for line in fresh:
        by_start[line.valid_from_on].append(line.person_id)
    for start_on, keys in by_start.items():
        for start in range(0, len(keys), CHUNK):
            mine = own.filter(person_id__in=keys[start : start + CHUNK])
            if start_on == BEGINNING:
                mine.delete()
            else:
                mine.filter(valid_from_on__gte=start_on).delete()
                mine.filter(valid_to_on__isnull=True).update(valid_to_on=start_on - timedelta(days=1))
    ReportingLine.objects.bulk_create(fresh, batch_size=CHUNK)
    close_gaps_in_first_lines({line.person_id for line in fresh})


def _restore_managers(
    known: Mapping[str, Identity], everyone: Mapping[str, int], lines: Lines, started: Collection[int]
) -> set[int]:
    """Put in managers whose lines stood without them, where the source's last words still name them."""
    mended = []
    for identity in known.values():
        own = [line for line in lines.get(identity.person_id, ()) if line.origin == identity.source]
        manager_key = _manager(identity.stated.get("manager_native_id"), everyone)
        is_alone = own and own[-1].manager_id is None and identity.person_id not in started
        if is_alone and manager_key is not None:
            own[-1].manager_id = manager_key
            mended.append(own[-1])
    ReportingLine.objects.bulk_update(mended, ["manager_id"], batch_size=CHUNK)
    return {line.person_id for line in mended}


def store_lines(rows: Sequence[LineRow], *, source: str) -> Stored:
    """Dated reporting lines; they replace what `manager_id` said about the same people. Call inside a transaction,
    without rows of erased people.
    """
    stored, erased = Stored(), erased_ids()
    everyone = dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))
    present = _history(source)
    for row in rows:
        person_key = everyone.get(row.native_id)
        if person_key is None:
            stored.problems.append(Misfit(row, "seller_id", row.native_id, NO_SUCH_SELLER))
            continue
        manager = row.manager_native_id
        is_erased = erased.has_person(source, manager)
        if manager and manager not in everyone and not is_erased:
            stored.problems.append(Misfit(row, "manager_id", manager, KEPT_ALONE, is_kept=True))
        line = present.setdefault(
            (person_key, row.valid_from_on),
            ReportingLine(person_id=person_key, valid_from_on=row.valid_from_on, origin=origin_of_history(source)),
        )
        work = [
            instead(text) if erased.is_named_in(text := getattr(row, name)) else fitted(name, text)
            for name, instead in INSTEAD.items()
        ]
        stated = [MARK if is_erased else manager, *work]
        stated.append(row.valid_to_on.isoformat() if row.valid_to_on else None)
        if line.stated == stated:
            stored.unchanged += 1
            continue
        if line.pk:
            stored.changed += 1
        else:
            stored.added += not line.stated
            stored.unchanged += bool(line.stated)  # stated twice in one go: the later one counts
        line.stated = stated
        stored.touched.add(person_key)
    restored = _put_down_history(present.values(), stored.touched, everyone, source)
    close_loops(rows, stored, source, restored=restored)
    return stored


def _history(source: str) -> dict[tuple[int, date], ReportingLine]:
    lines = ReportingLine.objects.filter(origin=origin_of_history(source))
    return {(line.person_id, line.valid_from_on): line for line in lines}


def _put_down_history(
    lines: Iterable[ReportingLine], touched: Collection[int], everyone: Mapping[str, int], source: str
) -> set[int]:
    """Write the dated lines of those people as they were stated, and managers of others who were not there before.

    Returns the people whose line got its manager back.
    """
    fresh: list[ReportingLine] = []
    changed: list[ReportingLine] = []
    restored: set[int] = set()
    for line in lines:
        manager_key = _manager(line.stated[0], everyone)
        if line.person_id in touched:
            line.manager_id, (_, line.team, line.role, last) = manager_key, line.stated
            line.valid_to_on = date.fromisoformat(last) if last else None
            (changed if line.pk else fresh).append(line)
        elif line.manager_id is None and manager_key is not None:
            line.manager_id = manager_key
            changed.append(line)
            restored.add(line.person_id)
    ReportingLine.objects.bulk_create(fresh, batch_size=CHUNK)
    ReportingLine.objects.bulk_update(changed, ["manager_id", "team", "role", "valid_to_on"], batch_size=CHUNK)
    keys = sorted(touched)
    for start in range(0, len(keys), CHUNK):
        ReportingLine.objects.filter(person_id__in=keys[start : start + CHUNK], origin=source).delete()
    close_gaps_in_first_lines(set(touched))
    return restored


def restate_lines(person_keys: Collection[int], *, source: str) -> None:
    """Lines of people some of whose dated lines went: the others as stated, or the manager of their own row."""
    known = {identity.native_id: identity for identity in Identity.objects.filter(source=source)}
    everyone = {native_id: identity.person_id for native_id, identity in known.items()}
    lines = _history(source)
    dated = {person_key for person_key, _ in lines}
    _put_down_history(lines.values(), dated & set(person_keys), everyone, source)
    alone = [i for i in known.values() if i.person_id in person_keys and i.person_id not in dated]
    _replace_first_lines([_line_of(i, i.stated, everyone, BEGINNING) for i in alone if i.stated], source)
    close_loops((), Stored(), source, restored=set())


def close_loops(rows: Sequence[PersonRow | LineRow], stored: Stored, source: str, *, restored: Collection[int]) -> None:
    """Rebuild the closure. Lines that run in a circle lose their manager: those that were without one before, else
    those the rows state, else all of the circle's. Each row among them is told.
    """
    stated: dict[str, list[PersonRow | LineRow]] = defaultdict(list)
    for row in rows:
        stated[row.native_id].append(row)
    names = {
        key: native_id
        for native_id, key in Identity.objects.filter(source=source).values_list("native_id", "person_id")
    }
    told: set[int] = set()
    while True:
        try:
            return rebuild_spans()
        except ReportingLoop as loop:
            ring = set(loop.people)
            cut = ring & set(restored) or {key for key in ring if names.get(key) in stated} or ring
            shown = " > ".join(names.get(key, str(key)) for key in [*loop.people, loop.people[0]])
            for key in sorted(cut):
                said = _row_on(stated.get(names.get(key, ""), ()), loop.on)
                if said is not None and id(said) not in told:
                    stored.problems.append(Misfit(said, "manager_id", shown, IN_A_CIRCLE, is_kept=True))
                    told.add(id(said))
            if not _cut(cut, ring, loop.on, source):
                raise


def _row_on(rows: Iterable[PersonRow | LineRow], on: date) -> PersonRow | LineRow | None:
    """The row that states a person's line on a day: of several dated ones the last that has begun."""
    begun = [row for row in rows if not isinstance(row, LineRow) or row.valid_from_on <= on]
    return max(begun, key=lambda row: row.valid_from_on if isinstance(row, LineRow) else BEGINNING, default=None)


def _cut(people: Collection[int], ring: Collection[int], on: date, source: str) -> int:
    """Take the manager out of those people's lines within the circle on its day; the source's own lines first."""
    lines = ReportingLine.objects.filter(in_force(on), person_id__in=people, manager_id__in=ring)
    own = lines.filter(origin__in=(source, origin_of_history(source)))
    return own.update(manager=None) or lines.update(manager=None)
