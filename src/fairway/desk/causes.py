"""The cause budget in words: what its page, its JSON and its CSV say. Worked out from published numbers alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fairway.commitments.types import OwnerRole
from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.diagnosis.budget.reading import change, reading, rounded
from fairway.diagnosis.budget.removing import remover_of, words
from fairway.diagnosis.budget.types import WEEKS_IN_BLOCK, Counted, FrozenGroup, Published, Reading, Table
from fairway.web.words import day, join_words, plural

BLOCKS_TOGETHER = 3  # twelve weeks
BLOCKS_SHOWN = 2 * BLOCKS_TOGETHER
CHANGES = {
    "more": "now a larger share",
    "less": "now a smaller share",
    "as before": "now about the same share",
    "": "too close to tell a change",
}
MANY = {OwnerRole.LEADER: "leaders", OwnerRole.MANAGER: "managers"}  # the other roles are called as they are
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason of the whole: about how many misses, what share, what it was before, and who can remove it."""

    name: str
    count: int
    share: float
    share_words: str
    before: str
    remover: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """A team, an HIA or a block: about how many misses, and the reasons that are frequent enough, in words."""

    name: str
    misses: str
    reasons: str

    @property
    def is_short(self) -> bool:
        return len(self.misses) < len("about 10,000")


@dataclass(frozen=True, slots=True)
class CausesPage:
    """`weeks` is how many are taken together, 0 where nothing is published yet."""

    weeks: int
    span: str
    headline: str
    line: str
    misses: int = 0
    reasons: tuple[ReasonLine, ...] = ()
    hidden: str = ""
    note: str = ""
    teams: tuple[PartLine, ...] = ()
    hias: tuple[PartLine, ...] = ()
    blocks: tuple[PartLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What heads of areas and HIAs are called. Whoever is no more has no name."""

    people: Mapping[int, str]
    hias: Mapping[str, str]


def nothing_yet(first_from_on: date | None) -> CausesPage:
    """Before the first block is published. `first_from_on` is the day it will be, where it is known and to come."""
    when = f" The first come on {day(first_from_on)} at the earliest." if first_from_on else ""
    return CausesPage(
        0,
        "",
        "Nothing is published yet",
        "Reasons for missed activities are added up over four closed weeks, and published a week later, once.",
        note=f"Until then managers and sellers see the reasons of their own weeks, one by one.{when}",
    )


def causes_page(groups: Sequence[FrozenGroup], blocks: Sequence[date], mine: OwnerRole, names: Names) -> CausesPage:
    """Everything the page shows, of the newest blocks (newest first) and the groups its viewer sees of them."""
    newest, earlier = set(blocks[:BLOCKS_TOGETHER]), set(blocks[BLOCKS_TOGETHER:BLOCKS_SHOWN])
    places = [one for one in groups if one.group.table is Table.PLACE]
    now = [one.group for one in places if one.block_on in newest]
    before = [one.group for one in places if one.block_on in earlier]
    weeks, span = WEEKS_IN_BLOCK * len(newest), _span(min(newest), max(newest))
    whole = reading(now)
    if not now:
        return CausesPage(
            weeks,
            span,
            "Too few misses to tell",
            f"Fewer than {_small(LEAST_SELLERS)} sellers missed an activity here in any four weeks: not shown.",
            blocks=_by_block(blocks, places),
        )
    lines = tuple(_reason(cause.counted, whole, (now, before), mine) for cause in whole.shown)
    return CausesPage(
        weeks=weeks,
        span=span,
        headline=_headline(lines, whole),
        line=_line(whole, mine),
        misses=whole.misses,
        reasons=lines,
        hidden=_hidden(whole),
        note=f"About {whole.misses} misses. Each count can be off by about {whole.off_by}, by intention: a blur keeps "
        "everybody’s own reason from being worked out, whatever else is known.",
        teams=_parts([one for one in places if one.block_on in newest], lambda group: area_name(group, names)),
        hias=_parts(
            [one for one in groups if one.group.table is Table.HIA and one.block_on in newest],
            lambda group: hia_name(group, names),
        ),
        blocks=_by_block(blocks, places),
    )


def _headline(lines: Iterable[ReasonLine], whole: Reading) -> str:
    yours = sum(line.count for line in lines if line.is_mine)
    if not yours:
        return "No reason that is yours to remove stands out"
    return f"About {min(yours, whole.misses)} of {whole.misses} misses are yours to remove"


def _line(whole: Reading, mine: OwnerRole) -> str:
    """The most frequent reason, what the other of operations and leaders can remove, and what has no sign."""
    top = next((cause for cause in whole.shown if cause.counted is not Counted.NO_SIGN), None)
    unseen = whole.count_of(Counted.NO_SIGN)
    said = (
        [f"The most frequent reason: {words()[top.counted].lower()}, about {top.count} of {whole.misses}."]
        if top
        else []
    )
    for other in (one for one in (OwnerRole.OPERATIONS, OwnerRole.LEADER) if one is not mine):
        count = sum(cause.count or 0 for cause in whole.shown if remover_of(cause.counted) is other)
        if count:
            said.append(f"About {min(count, whole.misses)} are for {MANY.get(other, other)} to remove.")
    if unseen is None:
        said.append(f"Fewer than {_small(whole.least)} have no sign.")
    else:
        said.append(f"About {unseen} have no sign: there the manager asks.")
    return " ".join(said)


def _reason(
    counted: Counted, whole: Reading, spans: tuple[Sequence[Published], Sequence[Published]], mine: OwnerRole
) -> ReasonLine:
    now, before = spans
    cause = next(cause for cause in whole.shown if cause.counted is counted)
    return ReasonLine(
        name=words()[counted],
        count=cause.count or 0,
        share=cause.share or 0.0,
        share_words=_share_words(cause.share or 0.0),
        before=_before(counted, now, before),
        remover=_remover(counted, mine),
        is_mine=remover_of(counted) is mine,
    )


def _before(counted: Counted, now: Sequence[Published], before: Sequence[Published]) -> str:
    """What it was in the weeks before, and whether that is another share; empty where there is nothing to compare."""
    if not before:
        return ""
    read = reading(before)
    count = read.count_of(counted)
    was = f"fewer than {_small(read.least)}" if count is None else f"about {count}"
    return f"{was} of {read.misses}; {CHANGES[change(now, before, counted)]}"


def _share_words(part: float) -> str:
    """To five in a hundred: rounded counts say no more."""
    return "nearly all" if part >= 1 else f"about {rounded(100 * part)}%"


def _remover(counted: Counted, mine: OwnerRole) -> str:
    role = remover_of(counted)
    if role is mine:
        return "You"
    return "Managers ask" if counted is Counted.NO_SIGN else str(MANY.get(role, role)).capitalize()


def _hidden(whole: Reading) -> str:
    """What is not shown and why; a small count is never shown, and never missing alone."""
    if not whole.hidden:
        return ""
    names = join_words([words()[counted] for counted in whole.hidden])
    few = f"fewer than {_small(whole.least)} sellers" if whole.least == LEAST_SELLERS else f"fewer than {whole.least}"
    return f"{names}: {few} each, not shown"


def _small(count: int) -> str:
    return "five" if count == LEAST_SELLERS else str(count)


def _parts(groups: Sequence[FrozenGroup], name: Any) -> tuple[PartLine, ...]:
    """One line for each group that stood in any of the blocks, those with most misses first."""
    together: dict[str, list[FrozenGroup]] = defaultdict(list)
    for one in groups:
        together[name(one.group)].append(one)
    blocks = len({one.block_on for one in groups})
    found = []
    for label, same in together.items():
        of = "" if len(same) == blocks else f", in {len(same)} of {blocks} blocks"
        read = reading(one.group for one in same)
        found.append((read.misses, PartLine(label, f"about {read.misses}{of}", _in_words(read))))
    return tuple(line for _, line in sorted(found, key=lambda pair: (-pair[0], pair[1].name)))


def _by_block(blocks: Sequence[date], places: Sequence[FrozenGroup]) -> tuple[PartLine, ...]:
    lines = []
    for block_on in blocks:
        read = reading(one.group for one in places if one.block_on == block_on)
        misses = f"about {read.misses}" if read.misses else "fewer than five sellers: not shown"
        lines.append(PartLine(_span(block_on, block_on), misses, _in_words(read) if read.misses else "–"))
    return tuple(lines)


def _in_words(read: Reading) -> str:
    """The most frequent reasons with about how many; said where none is frequent enough."""
    shown = [f"{words()[one.counted]} about {one.count}" for one in read.shown[:MOST_REASONS]]
    return join_words(shown) or f"fewer than {_small(read.least)} for every reason: not shown"


def _span(first_on: date, last_on: date) -> str:
    return f"{day(first_on)} to {day(last_on + timedelta(days=7 * WEEKS_IN_BLOCK - 1))}"


def area_name(group: Published, names: Names) -> str:
    """A team by its name, else by whom it works for; several small ones by how many and under whom."""
    head = names.people.get(group.head_key or 0, "")
    if group.units > 1:
        return f"{plural(group.units, 'team')} together{f' under {head}' if head else ''}"
    return group.name or (f"Sellers of {head}" if head else "A team")


def hia_name(group: Published, names: Names) -> str:
    return f"{group.units} activities together" if group.units > 1 else names.hias.get(group.name, group.name)


def causes_answer(groups: Iterable[FrozenGroup], names: Names) -> list[dict[str, Any]]:
    """The published lattice as far as its viewer sees it, block by block: what docs/reference/json-answers.md says."""
    found = []
    for one in groups:
        read = reading([one.group])
        is_place = one.group.table is Table.PLACE
        found.append(
            {
                "from": f"{one.block_on}",
                "to": f"{one.last_on}",
                "by": "team" if is_place else "hia",
                "group": area_name(one.group, names) if is_place else hia_name(one.group, names),
                "misses": read.misses,
                "least_shown": read.least,
                "causes": {str(cause.counted): cause.count for cause in read.causes},
            }
        )
    return found
