"""Why a row does not load, in words for a list of rejects and for a page, and what can be done about it."""

from dataclasses import dataclass

from fairway.crm.report.date_columns import Trouble
from fairway.crm.report.dates import moment
from fairway.crm.report.folding import one_line
from fairway.crm.report.resolving import Undated


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. Rows with the same `key` are shown together under `group`, with {rows} in its place."""

    key: str
    field: str
    value: str
    reason: str  # of the single row, beginning with a verb
    group: str
    action: str
    action_key: str


def broken(reason: str, raw: str) -> Refusal:
    if "quote" in reason:
        advice = "Close the quote in the file or export it again"
        return Refusal(
            "quote",
            "",
            one_line(raw, 200),
            f"{reason}; {advice.lower()}",
            "{rows} have a quote that is never closed",
            advice,
            "fix_file",
        )
    advice = "Put cells that hold the separating sign in quotes, or export as Excel"
    return Refusal(
        "cells",
        "",
        one_line(raw, 200),
        f"{reason}; {advice[0].lower()}{advice[1:]}",
        "{rows} have too many or too few cells",
        advice,
        "fix_file",
    )


def no_seller(field: str) -> Refusal:
    return Refusal(
        "no_seller",
        field,
        "",
        "names no seller; fill in who did it, or say whose the rows are",
        "{rows} name no seller",
        "Say whose they are",
        "say_who",
    )


def system_user(field: str, name: str) -> Refusal:
    return Refusal(
        f"system_user:{name}",
        field,
        name,
        f"belongs to {name!r}, which looks like a program and not a person; say who it is",
        f"{{rows}} belong to “{one_line(name, 40)}”",
        "Say who it is",
        "say_who",
    )


def queue(field: str, name: str) -> Refusal:
    return Refusal(
        "queue",
        field,
        name,
        "belongs to a queue and to nobody; assign it in the CRM or say who it is",
        "{rows} belong to a queue",
        "Say who it is",
        "say_who",
    )


def person_left_out(field: str, name: str) -> Refusal:
    return Refusal(
        f"person_left_out:{name}",
        field,
        name,
        f"belongs to {name!r}, which was answered to stay out",
        f"{{rows}} of “{one_line(name, 40)}” stay out",
        "Take them in",
        "say_who",
    )


def kind_left_out(field: str, word: str) -> Refusal:
    return Refusal(
        f"kind_left_out:{word}",
        field,
        word,
        f"is of the kind {word!r}, which was answered to stay out",
        f"{{rows}} of the kind “{one_line(word, 40)}” stay out",
        "Take them in",
        "kinds",
    )


def deleted(field: str, value: str) -> Refusal:
    return Refusal(
        "deleted",
        field,
        value,
        "is marked as deleted in the CRM; restore it there to count it",
        "{rows} were deleted in the CRM",
        "See the rows",
        "see_rows",
    )


def series(field: str, value: str) -> Refusal:
    return Refusal(
        "series",
        field,
        value,
        "is the head of a series, whose single activities have rows of their own",
        "{rows} are heads of a series",
        "See the rows",
        "see_rows",
    )


def repeated(field: str, value: str, line: int) -> Refusal:
    return Refusal(
        "repeated",
        field,
        value,
        f"repeats the activity of line {line}; it is counted once",
        "{rows} repeat an activity",
        "See the rows",
        "see_rows",
    )


def _placeholder(found: Undated) -> Refusal:
    written = moment(found.value)
    shown = f"{written.day.day} {written.day:%b} {written.day.year}" if written else one_line(found.value, 40)
    return Refusal(
        f"placeholder:{shown}",
        found.header,
        found.value,
        "is a date that programs write for none; give the real one",
        f"{{rows}} are dated {shown}",
        "See the rows",
        "see_rows",
    )


def undated(found: Undated, date_headers: str, created_header: str) -> Refusal:
    """No usable date. Where it was logged is known, that day may stand in."""
    action = (f"Use “{created_header}”", "use_created") if created_header else ("See the rows", "see_rows")
    if found.trouble is Trouble.BLANK:
        return Refusal(
            "no_date",
            date_headers,
            "",
            "has no date; fill one in" + (f", or use {created_header!r}" if created_header else ""),
            "{rows} have no date",
            *action,
        )
    if found.trouble is Trouble.PLACEHOLDER:
        return _placeholder(found)
    if found.trouble is Trouble.IMPLAUSIBLE:
        return Refusal(
            "implausible",
            found.header,
            found.value,
            "lies too far back or ahead to be an activity; correct the year",
            "{rows} have a year that cannot be",
            "See the rows",
            "see_rows",
        )
    return Refusal(
        f"unreadable_date:{found.header}",
        found.header,
        found.value,
        "is not a date; write it like 2026-11-04",
        f"{{rows}} have no readable date in “{one_line(found.header, 40)}”",
        *action,
    )
