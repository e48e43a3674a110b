"""Composing the board from standings: groups, columns, words. Plain Python."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from fairway.desk.types import FIRST_WEEK, BoardColumn, BoardGroup, BoardRow, HiaCell
from fairway.execution.strips import columns_of, strip_label
from fairway.execution.types import (
    HiaStanding,
    SellerStanding,
    SellerState,
    Status,
    StepKind,
    WeekState,
)
from fairway.metrics.words import address_of
from fairway.people.types import PersonFacts
from fairway.web.words import name_order, noun_for, number, plural, spelled

TONES = {Status.BEHIND: "behind", Status.CHECK_DATA: "ask", Status.AWAY: "paused"}
FLAGS = {Status.BEHIND: "behind", Status.CHECK_DATA: "check_data", Status.AHEAD: "ahead"}
URGENT = (SellerState.BEHIND, SellerState.CHECK_DATA)
MOST_COLUMNS = 3


def groups_of(
    people: Sequence[PersonFacts],
    standings: Mapping[int, SellerStanding],
    weeks: Sequence[date],
    step_url: Callable[[PersonFacts, SellerStanding], str | None],
) -> list[BoardGroup]:
    """One group per team, people who need a conversation first, then by name."""
    teams: dict[str, list[PersonFacts]] = {}
    for person in people:
        teams.setdefault(person.team, []).append(person)
    return [
        _group(name, members, standings, weeks, step_url)
        for name, members in sorted(teams.items(), key=lambda t: (not t[0], name_order(t[0])))
    ]


def _group(
    name: str,
    members: Sequence[PersonFacts],
    standings: Mapping[int, SellerStanding],
    weeks: Sequence[date],
    step_url: Callable[[PersonFacts, SellerStanding], str | None],
) -> BoardGroup:
    shared = _shared_metrics([standings[person.key] for person in members])
    ordered = sorted(members, key=lambda p: (standings[p.key].state not in URGENT, name_order(p.name)))
    rows = [
        _row(person, standings[person.key], shared, weeks, step_url(person, standings[person.key]))
        for person in ordered
    ]
    columns = [
        _column(key, [h for p in members for h in standings[p.key].hias if h.metric_key == key]) for key in shared
    ]
    width = max([len(row.cells) for row in rows], default=0)
    columns += [BoardColumn("Own activity", "chosen for one seller") for _ in range(width - len(columns))]
    padded = [_padded(row, width) for row in rows]
    return BoardGroup(name or "No team", columns, padded)


def _shared_metrics(standings: Sequence[SellerStanding]) -> list[str]:
    """The activities most of a team has, in the order in which they began."""
    counts = Counter(hia.metric_key for standing in standings for hia in standing.hias)
    first = {hia.metric_key: place for standing in standings for place, hia in enumerate(standing.hias)}
    common = [key for key, times in counts.most_common() if times > 1 or len(standings) == 1][:MOST_COLUMNS]
    return sorted(common, key=lambda key: (first[key], key))


def _column(key: str, hias: Sequence[HiaStanding]) -> BoardColumn:
    targets = sorted({hia.target for hia in hias})
    per = hias[0].per
    amount = (
        f"{number(targets[0])} a {per}"
        if len(targets) == 1
        else f"{number(targets[0])} to {number(targets[-1])} a {per}"
    )
    qualifier = f"{hias[0].qualifier}, {amount}" if hias[0].qualifier else amount
    return BoardColumn(hias[0].name, qualifier)


def _row(
    person: PersonFacts, standing: SellerStanding, shared: Sequence[str], weeks: Sequence[date], url: str | None
) -> BoardRow:
    cells: list[HiaCell | None] = [None] * len(shared)
    own = []
    for hia in standing.hias:
        cell = cell_of(hia, weeks, is_own=hia.metric_key not in shared)
        if hia.metric_key in shared:
            cells[shared.index(hia.metric_key)] = cell
        else:
            own.append(cell)
    for cell in own:
        if None in cells:
            cells[cells.index(None)] = cell
        else:
            cells.append(cell)
    is_calm = standing.state not in URGENT
    calm = _calm_words(standing, [cell for cell in cells if cell]) if is_calm else ""
    return BoardRow(
        person, standing.state, state_words(standing), cells, standing.next_step, url, is_calm, calm,
        standing.is_first_week,
    )  # fmt: skip


def _padded(row: BoardRow, width: int) -> BoardRow:
    return replace(row, cells=[*row.cells, *[None] * (width - len(row.cells))])


def cell_of(hia: HiaStanding, weeks: Sequence[date], *, is_own: bool = False) -> HiaCell:
    """One HIA as the board and the seller's page draw it."""
    closed = [mark for mark in hia.weeks if mark.is_closed and mark.state in {WeekState.MET, WeekState.MISSED}]
    met = sum(1 for mark in closed if mark.state is WeekState.MET)
    last = hia.last_closed
    now = next((mark for mark in reversed(hia.weeks) if not mark.is_closed), None)
    due = hia.target if hia.per == "month" or now is None else now.expected
    first = None if now and now.is_blind else hia.done
    return HiaCell(
        hia=hia,
        hia_slug=address_of(hia.metric_key),
        done=(None if last.is_blind else last.done) if last else first,
        expected=round(last.expected if last else hia.target if hia.is_draft else due, 1),
        tone=TONES.get(hia.status, "plain"),
        flag="quality" if hia.is_quality_low else FLAGS.get(hia.status, ""),
        columns=columns_of(hia, weeks),
        strip_label=strip_label(hia),
        met=met,
        judged=len(closed),
        side=_side(hia),
        side_in_all=_side(hia, is_in_all=True),
        due=due,
        running=f"not seen this {hia.per}" if now and now.is_blind else f"{number(hia.done)} so far this {hia.per}",
        is_own=is_own,
    )


def _side(hia: HiaStanding, *, is_in_all: bool = False) -> str:
    """The customer's side as a count with its noun."""
    figure = hia.objective
    if figure is None or hia.status is Status.AWAY:
        return ""
    is_added_up = is_in_all and not figure.stands and figure.done is not None
    count = sum(figure.weeks) if is_added_up else figure.done
    return f"{number(count)} {noun_for(count, figure.noun)}"


def state_words(standing: SellerStanding) -> str:
    """The line under a name: `Executing 2 of 3`, `Check logging`, `On leave`."""
    if standing.state is SellerState.BEHIND:
        return f"Executing {standing.executing_count} of {len(standing.judged_hias)}"
    if standing.is_first_week:
        return FIRST_WEEK
    if standing.state is SellerState.NO_PLAN:
        if standing.is_about_to_begin:
            return standing.next_step.text
        return "Draft, not agreed" if standing.hias else "No HIA in force"
    return {SellerState.EXECUTING: "Executing", SellerState.CHECK_DATA: "Check logging", SellerState.AWAY: "Away"}[
        standing.state
    ]


def _calm_words(standing: SellerStanding, cells: Sequence[HiaCell]) -> str:
    """What a folded row says of its activities: `Three activities, all done`."""
    if not cells:
        return ""
    if standing.state is SellerState.NO_PLAN:
        return f"{spelled(len(cells))} {'draft' if len(cells) == 1 else 'drafts'}"
    many = f"{spelled(len(cells))} {'activity' if len(cells) == 1 else 'activities'}"
    if standing.state is SellerState.AWAY:
        return f"{many}, paused"
    if standing.is_first_week:
        return f"{many}, first week runs"
    done = sum(1 for cell in cells if cell.done is not None and cell.done + 1e-6 >= cell.expected)
    if done == len(cells):
        return f"{many}, {'done' if done == 1 else 'all done'}"
    return f"{many}, on pace"


def headline(standings: Sequence[SellerStanding]) -> str:
    """The answer to the board's question. People away and first weeks are not counted; drafts answer nothing yet."""
    counted = [s for s in standings if s.state in {SellerState.EXECUTING, *URGENT} and not s.is_first_week]
    if not counted and any(s.is_first_week for s in standings):
        return "Nothing has closed yet"
    if not counted:
        drafts = sum(1 for s in standings if any(hia.is_draft for hia in s.hias))
        if drafts:
            return f"Drafts for {plural(drafts, 'seller')}, none agreed yet"
        if any(s.is_about_to_begin for s in standings):
            return "Activities agreed, none begun yet"
        is_away = any(s.state is SellerState.AWAY for s in standings)
        return "Everyone is away" if is_away else "No activities chosen yet"
    executing = sum(1 for s in counted if s.state is SellerState.EXECUTING)
    if executing == len(counted):
        return "Everyone is executing"
    if not executing:
        return f"None of {plural(len(counted), 'seller')} is executing yet"
    return f"{executing} of {plural(len(counted), 'seller')} {'is' if executing == 1 else 'are'} executing"


def summary(standings: Sequence[SellerStanding]) -> str:
    """The one grey line: how many conversations, records and people away; and that this week is not judged."""
    kinds = Counter(standing.next_step.kind for standing in standings)
    states = Counter(standing.state for standing in standings)
    drafted = sum(1 for s in standings if s.state is SellerState.NO_PLAN and s.hias)
    waiting = sum(1 for s in standings if s.is_about_to_begin)
    counts = (
        (kinds[StepKind.ASK_WHY], "conversation", "conversations"),
        (kinds[StepKind.MATCH_RECORDS], "set of records to check", "sets of records to check"),
        (states[SellerState.AWAY], "person away", "people away"),
        (sum(1 for s in standings if s.is_first_week), "seller in a first week", "sellers in a first week"),
        (drafted, "seller with drafts", "sellers with drafts"),
        (waiting, "seller about to begin", "sellers about to begin"),
        (states[SellerState.NO_PLAN] - drafted - waiting, "seller without an activity", "sellers without an activity"),
    )
    parts = [f"{spelled(many).lower()} {one if many == 1 else more}" for many, one, more in counts if many]
    sentence = ", ".join(parts) if parts else "nobody needs a conversation about activities"
    judged = any(s.state in {SellerState.EXECUTING, *URGENT} for s in standings)
    tail = " This week counts once it has closed." if judged else ""
    return f"{sentence[:1].upper()}{sentence[1:]}.{tail}"


def closed_week_words(week_on: date, working_days: frozenset[int]) -> str:
    """The working days of a week: `9 to 13 Nov`."""
    days = [week_on + timedelta(days=n) for n in range(7) if (week_on + timedelta(days=n)).weekday() in working_days]
    first, last = days[0], days[-1]
    return f"{first.day} to {last:%-d %b}" if first.month == last.month else f"{first:%-d %b} to {last:%-d %b}"
