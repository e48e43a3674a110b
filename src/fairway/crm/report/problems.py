"""What needs a look: rows left out by reason, rows kept that may surprise, files and sheets not read."""

from collections.abc import Iterator, Sequence

from fairway.crm.report.date_questions import rows
from fairway.crm.report.folding import one_line
from fairway.crm.report.lookups import Lookup
from fairway.crm.report.survey import Group, Survey
from fairway.crm.report.understanding import Understanding
from fairway.exchange.intake import Problem


def problems_of(found: Survey, understood: Understanding) -> Iterator[Problem]:
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
    yield from _about_sheets(understood)
    yield from _about_lists(understood.lookups)
    for file in understood.unread:
        joint = " " if file.table else ": "
        yield Problem(f"{file.name}{joint}{file.problem}", file.rows, "", file.advice, "other_file")


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
