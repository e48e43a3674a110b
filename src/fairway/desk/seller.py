"""Composing a seller's page and the page of one activity. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.desk.board import cell_of
from fairway.desk.types import HiaCell
from fairway.execution.types import HiaStanding, SellerStanding, SellerState, Status, WeekState
from fairway.people.types import PersonFacts
from fairway.web.words import first_name, join_words, number, spelled


@dataclass(frozen=True, slots=True)
class SellerPage:
    person: PersonFacts
    headline: str
    line: str
    cells: Sequence[HiaCell]
    bars_labels: Sequence[str]
    weeks: Sequence[date]
    standing: SellerStanding
    is_own: bool


def seller_page(person: PersonFacts, standing: SellerStanding, weeks: Sequence[date], *, is_own: bool) -> SellerPage:
    """The page both the manager and the seller see."""
    cells = [cell_of(hia, weeks) for hia in standing.hias]
    return SellerPage(
        person=person,
        headline=_headline(person, standing, is_own=is_own),
        line=_line(standing),
        cells=cells,
        bars_labels=[_bars_label(cell) for cell in cells],
        weeks=weeks,
        standing=standing,
        is_own=is_own,
    )


def _headline(person: PersonFacts, standing: SellerStanding, *, is_own: bool) -> str:
    (
        who,
        is_,
    ) = ("You", "are") if is_own else (first_name(person.name), "is")
    has = "have" if is_own else "has"
    judged = [hia for hia in standing.hias if not hia.is_draft]
    if standing.state is SellerState.NO_PLAN:
        return f"{who} {has} drafts to agree on" if standing.hias else f"{who} {has} no activities yet"
    if standing.state is SellerState.AWAY:
        return f"{who} {is_} away"
    doing = standing.executing_count
    if doing == len(judged):
        return (
            f"{who} {is_} executing"
            if len(judged) == 1
            else f"{who} {is_} executing all {spelled(len(judged)).lower()}"
        )
    return f"{who} {is_} executing {spelled(doing).lower() if doing else 'none'} of {spelled(len(judged)).lower()}"


def _line(standing: SellerStanding) -> str:
    """The reasons in one or two short sentences, the pressing one first."""
    by_status: dict[Status, list[HiaStanding]] = {}
    for hia in standing.hias:
        by_status.setdefault(hia.status, []).append(hia)
    parts = []
    for hia in by_status.get(Status.BEHIND, []):
        missed = _missed_in_a_row(hia)
        parts.append(
            f"{hia.name}: missed for {spelled(missed).lower()} closed weeks."
            if missed > 1
            else f"{hia.name}: {hia.reason}"
        )
    parts += [f"{hia.name}: {hia.reason}" for hia in by_status.get(Status.CHECK_DATA, [])]
    calm = [hia.name for status in (Status.ON_PACE, Status.AHEAD) for hia in by_status.get(status, [])]
    if calm:
        parts.append(f"{join_words(calm)} {'is' if len(calm) == 1 else 'are'} on pace.")
    if standing.away_until_on:
        parts.append(f"Targets are paused; back on {standing.away_until_on:%A %-d %B}.")
    return " ".join(parts[:3])


def _missed_in_a_row(hia: HiaStanding) -> int:
    missed = 0
    for mark in reversed([mark for mark in hia.weeks if mark.is_closed and mark.state is not WeekState.AWAY]):
        if mark.state is not WeekState.MISSED:
            break
        missed += 1
    return missed


def _bars_label(cell: HiaCell) -> str:
    running = next((mark.done for mark in reversed(cell.hia.weeks) if not mark.is_closed), None)
    tail = f" This week so far {number(running)}, not judged yet." if running is not None else ""
    target = f"{number(cell.hia.target)} a {cell.hia.per}"
    return f"Target of {target} met in {cell.met} of {cell.judged} closed weeks worked.{tail}"
