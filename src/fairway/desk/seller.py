"""Composing a seller's page and the page of one activity. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.desk.board import cell_of
from fairway.desk.effects import EffectCard, Ground, effect_cards, lead_of
from fairway.desk.types import HiaCell
from fairway.diagnosis.states import Concluded, most_pressing, stands_of
from fairway.execution.types import HiaStanding, SellerStanding, SellerState, Status, WeekState
from fairway.people.types import PersonFacts
from fairway.web.words import first_down, first_name, join_words, number, spelled

CALM = (Status.ON_PACE, Status.AHEAD)
JUDGED = frozenset({SellerState.EXECUTING, SellerState.BEHIND, SellerState.CHECK_DATA})


@dataclass(frozen=True, slots=True)
class SellerPage:
    person: PersonFacts
    headline: str
    lead: str  # what to do about what presses most, and why; empty where nothing is judged
    line: str
    cells: Sequence[HiaCell]
    bars_labels: Sequence[str]
    weeks: Sequence[date]
    standing: SellerStanding
    helping: Sequence[EffectCard]
    is_own: bool

    @property
    def behind(self) -> list[HiaCell]:
        return [cell for cell in self.cells if cell.hia.status is Status.BEHIND]

    @property
    def doubted(self) -> list[HiaCell]:
        return [cell for cell in self.cells if cell.hia.status is Status.CHECK_DATA]

    @property
    def doubts(self) -> list[tuple[list[str], str]]:
        return _by_reason([cell.hia for cell in self.doubted])


def seller_page(
    standing: SellerStanding, weeks: Sequence[date], ground: Ground, concluded: Concluded, *, on: date
) -> SellerPage:
    """The page both the manager and the seller see, as of a day. `concluded` is what was of this seller."""
    person, is_own = ground.person, ground.is_own
    cells = [cell_of(hia, weeks) for hia in standing.hias]
    stands = stands_of(standing, concluded, on)
    is_judged = standing.state in JUDGED and not standing.is_first_week
    return SellerPage(
        person=person,
        headline=_headline(person, standing, is_own=is_own),
        lead=lead_of(most_pressing(stands), ground.whose) if is_judged else "",
        line=_line(standing),
        cells=cells,
        bars_labels=[_bars_label(cell) for cell in cells],
        weeks=weeks,
        standing=standing,
        helping=effect_cards(stands, ground),
        is_own=is_own,
    )


def _headline(person: PersonFacts, standing: SellerStanding, *, is_own: bool) -> str:
    """The answer in words: doubt about the records before any verdict, and a verdict before calm."""
    who, is_, has = ("You", "are", "have") if is_own else (first_name(person.name), "is", "has")
    if standing.is_about_to_begin:
        return f"{'Your' if is_own else f'{who}’s'} activities are agreed"
    if standing.state is SellerState.NO_PLAN:
        return f"{who} {has} drafts to agree on" if standing.hias else f"{who} {has} no activities in force"
    if standing.state is SellerState.AWAY:
        return f"{who} {is_} away"
    if standing.state is SellerState.CHECK_DATA:
        return f"Check {'your' if is_own else f'{who}’s'} records first"
    if standing.is_first_week:
        return f"{'Your' if is_own else f'{who}’s'} first week runs"
    judged = len(standing.judged_hias)
    doing, many = standing.executing_count, spelled(judged).lower()
    if doing == judged:
        return f"{who} {is_} executing{'' if doing == 1 else ' both' if doing == 2 else f' all {many}'}"
    return f"{who} {is_} executing {spelled(doing).lower() if doing else 'none'} of {many}"


def _line(standing: SellerStanding) -> str:
    """The reasons in one or two short sentences, the pressing one first."""
    by_status: dict[Status, list[HiaStanding]] = {}
    for hia in standing.hias:
        by_status.setdefault(hia.status, []).append(hia)
    doubts = _by_reason(by_status.get(Status.CHECK_DATA, []))
    parts = [f"{join_words(names)}: {first_down(reason)}" for names, reason in doubts]
    for hia in by_status.get(Status.BEHIND, []):
        missed = _missed_in_a_row(hia)
        words = f"missed for {spelled(missed).lower()} closed weeks." if missed > 1 else first_down(hia.reason)
        parts.append(f"{hia.name}: {words}")
    calm = [hia for status in CALM for hia in by_status.get(status, [])]
    on_pace, begun = [hia.name for hia in calm if hia.last_closed], [hia.name for hia in calm if not hia.last_closed]
    if on_pace:
        parts.append(f"On pace: {join_words(on_pace)}.")
    if begun:
        parts.append(f"{join_words(begun)}: nothing has closed yet; this week counts once it has.")
    if standing.away_until_on:
        parts.append(f"Targets are paused until {standing.away_until_on:%A %-d %B}.")
    if standing.is_about_to_begin:
        parts.append(f"{standing.next_step.text}: weeks before that are not judged.")
    if standing.state is SellerState.NO_PLAN and standing.hias:
        parts.append("Suggested from what is logged in a usual week. Nobody is behind on a draft.")
    elif standing.has_ended:
        parts.append(f"{standing.next_step.note[:1].upper()}{standing.next_step.note[1:]}.")
    return " ".join(parts[:3])


def _by_reason(hias: Sequence[HiaStanding]) -> list[tuple[list[str], str]]:
    """Names of activities with the reason they share, in order."""
    found: dict[str, list[str]] = {}
    for hia in hias:
        found.setdefault(hia.reason, []).append(hia.name)
    return [(names, reason) for reason, names in found.items()]


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
    if cell.hia.is_draft:
        return cell.strip_label
    return f"Target of {target} met in {cell.met} of {cell.judged} closed weeks worked.{tail}"
