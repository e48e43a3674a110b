"""What needs a look: rows left out by reason, rows kept that may surprise, files and sheets not read."""

from collections.abc import Iterator, Sequence

from fairway.crm.report.date_questions import rows
from fairway.crm.report.folding import fold, one_line
from fairway.crm.report.lookups import Lookup
from fairway.crm.report.people import People, Person
from fairway.crm.report.staffing import is_idle
from fairway.crm.report.survey import Group, Survey
from fairway.crm.report.understanding import Understanding
from fairway.exchange.intake import Problem


def problems_of(found: Survey, understood: Understanding, people: People) -> Iterator[Problem]:
    """Rows left out by reason, the most first; then what was kept but is worth a look, then lists and files."""
    for group in sorted(found.groups.values(), key=lambda group: -group.rows):
        yield _problem(group)
    if found.shared:
        _, line, names = found.shared_rows[0]
        yield Problem(
            f"{rows(found.shared)} name several sellers; the first counts",
            found.shared,
            f"Row {line:,}: {names}",
            "See the rows",
            "see_rows",
            tuple((name, number) for name, number, _ in found.shared_rows),
            is_left_out=False,
        )
    if found.done_ahead_rows:
        yield Problem(
            f"{rows(found.done_ahead_rows)} are done and yet lie ahead",
            found.done_ahead_rows,
            f"Row {found.done_ahead[0][1]:,}",
            "See the rows",
            "see_rows",
            tuple(found.done_ahead),
            is_left_out=False,
        )
    yield from _about_unclear(found)
    yield from _about_sheets(understood)
    yield from _about_lists(understood.lookups)
    yield from _about_idle(people)
    for file in understood.unread:
        joint = " " if file.table else ": "
        yield Problem(f"{file.name}{joint}{file.problem}", file.rows, "", file.advice, "other_file")


def _about_unclear(found: Survey) -> Iterator[Problem]:
    """Rows whose status nobody understands, in one line: not each of many words is asked about."""
    if found.unclear:
        count, words = found.unclear.total(), len({fold(word) for word in found.unclear})
        _, line, word = found.unclear_rows[0]
        yield Problem(
            f"{rows(count)} under {'a status word' if words == 1 else f'{words:,} status words'} nobody knows "
            f"{'is' if count == 1 else 'are'} unconfirmed",
            count,
            f"Row {line:,}: {one_line(word, 40)}",
            "See the rows",
            "see_rows",
            tuple((name, number) for name, number, _ in found.unclear_rows),
            is_left_out=False,
        )


def _about_sheets(understood: Understanding) -> Iterator[Problem]:
    """Sheets that hold no table, or that somebody left out by choosing one."""
    read: dict[str, set[str]] = {}
    sheets: dict[str, tuple[str, ...]] = {}
    tables = [plan.table for plan in understood.plans] + [lookup.table for lookup in understood.lookups]
    for table in [*tables, *(file.table for file in understood.unread if file.table)]:
        read.setdefault(table.opening.path.name, set()).add(table.opening.sheet)
        sheets[table.opening.path.name] = table.opening.sheets
    for name, known in read.items():
        others = [sheet for sheet in sheets[name] if sheet not in known]
        if others:
            yield Problem(
                f"{len(others)} more sheet{'s' if len(others) > 1 else ''} of {name} not read",
                0,
                ", ".join(others[:3]),
                "Choose a sheet",
                "sheet",
                is_left_out=False,
            )


def _about_lists(lookups: Sequence[Lookup]) -> Iterator[Problem]:
    for lookup in lookups:
        if lookup.no_addresses:
            line, value = lookup.no_addresses[0]
            yield Problem(
                f"{rows(len(lookup.no_addresses))} of {lookup.table.name} without a usable e-mail address",
                len(lookup.no_addresses),
                f"Row {line:,}: {one_line(value, 60)}",
                "See the rows",
                "see_rows",
                tuple((lookup.table.name, line) for line, _ in lookup.no_addresses[:20]),
                is_left_out=False,
            )
        if lookup.broken:
            first = lookup.broken[0]
            yield Problem(
                f"{rows(len(lookup.broken))} of {lookup.table.name} cannot be read",
                len(lookup.broken),
                f"Row {first.line:,}: {one_line(first.raw, 60)}",
                "See the rows",
                "see_rows",
                tuple((lookup.table.name, broken.line) for broken in lookup.broken[:20]),
            )


def _about_idle(people: People) -> Iterator[Problem]:
    """People of a list who are not added. Their rows were read: none counts as left out."""
    idle: dict[tuple[str, bool], list[Person]] = {}
    for person in people.everyone:
        if person.listed and is_idle(person):
            idle.setdefault((person.listed.file, person.listed.is_active), []).append(person)
    for (file, is_program), those in idle.items():
        lines = sorted((person.listed.line, person.name) for person in those if person.listed)
        why = "look like programs" if is_program else "are said not to be active any more"
        one = "looks like a program" if is_program else "is said not to be active any more"
        yield Problem(
            f"{len(those):,} people of {file} {why} and did nothing here: not added"
            if len(those) > 1
            else f"1 person of {file} {one} and did nothing here: not added",
            len(those),
            f"Row {lines[0][0]:,}: {one_line(lines[0][1], 60)}",
            "See the rows",
            "see_rows",
            tuple((file, line) for line, _ in lines[:20]),
            is_left_out=False,
        )


def _problem(group: Group) -> Problem:
    _, line = group.lines[0]
    reason = group.refusal.group.replace("{rows}", f"{group.rows:,}")
    if group.rows == 1:
        for many, one in (
            (" have ", " has "),
            (" belong ", " belongs "),
            (" are ", " is "),
            (" name ", " names "),
            (" were ", " was "),
            (" repeat ", " repeats "),
            (" stay ", " stays "),
        ):
            reason = reason.replace(many, one, 1)
    example = f"Row {line:,}: {group.example}" if group.example else f"Row {line:,}"
    refusal = group.refusal
    about = refusal.value if refusal.action_key == "say_who" else ""
    return Problem(reason, group.rows, example, refusal.action, refusal.action_key, tuple(group.lines), about=about)
