"""What each field of the CRM gives back, as a page: by kind of record, with how often it is filled."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fairway.leadership.adoption.figures import filled
from fairway.leadership.adoption.giving_back import FILLING, TITLES, Given, Use, given_back
from fairway.leadership.adoption.queries import agreed_below, heads_of
from fairway.leadership.choosing import chosen_quarter
from fairway.leadership.queries.seeing import Seen, own_sums_seen, sums_seen
from fairway.leadership.types import Told
from fairway.leadership.wording import Shown, together
from fairway.people.types import Viewer
from fairway.web.words import number, plural, spelled


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field with what it gives, in sentences."""

    name: str
    gives: Sequence[str]
    filled: str = ""  # `41 of 52`


@dataclass(frozen=True, slots=True)
class FieldsPage:
    """Fields by kind of record: those that give something back, and the names of those that give nothing. `agreed` is
    how many of the sellers have an agreed activity.
    """

    groups: Sequence[tuple[str, Sequence[FieldView]]]
    in_vain: Sequence[tuple[str, Sequence[str]]]
    agreed: int
    sellers: int
    shown: Shown

    @property
    def headline(self) -> str:
        in_vain = sum(len(names) for _, names in self.in_vain)
        if not in_vain:
            return "Every field gives something back"
        return f"{spelled(in_vain)} {'field gives' if in_vain == 1 else 'fields give'} nothing back"


def fields_page(viewer: Viewer) -> FieldsPage:
    """Of the sellers on the viewer's board, in the running quarter. Hidden for whoever leads nobody and is not in
    operations.
    """
    below = agreed_below(viewer)
    shown = chosen_quarter(viewer.on, None).shown
    told = _told(viewer, shown)
    given = given_back(below.agreed, below.known)
    groups, in_vain = [], []
    for table, title in TITLES.items():
        own = [one for one in given if one.asked.table == table]
        groups.append(
            (title, [FieldView(one.asked.name, _gives(one), _filled(one, told)) for one in own if not one.is_in_vain])
        )
        in_vain.append((title, [one.asked.name for one in own if one.is_in_vain]))
    agreed = len(set[int]().union(*below.agreed.values()))
    return FieldsPage(
        [group for group in groups if group[1]], [group for group in in_vain if group[1]], agreed, below.sellers, shown
    )


def _told(viewer: Viewer, shown: Shown) -> list[Told]:
    """The viewer's weeks: of everybody below, and where nothing of that may be shown of those they lead themselves."""
    keys = heads_of(viewer)
    seen = sums_seen(viewer, keys, shown.weeks, {})
    own = own_sums_seen(viewer, shown.weeks, {})
    return [told for one in (*seen.values(), *(() if _shows(seen) else (own,))) for told in one.weeks.values()]


def _shows(seen: Mapping[int, Seen]) -> bool:
    keys = {filled(name).key for name in FILLING.values()}
    return any(told.sums.keys() & keys for one in seen.values() for told in one.weeks.values())


def _filled(one: Given, told: Collection[Told]) -> str:
    name = FILLING.get(one.asked.column)
    whole = together(filled(name), told) if name else None
    return f"{number(whole.done)} of {number(whole.of)}" if whole and whole.of else ""


def _gives(one: Given) -> list[str]:
    said = []
    if one.counts:
        said.append(f"Counts their own activity, and whether a commitment about it was kept: {_listed(one.counts)}.")
    if one.well:
        said.append(f"Says whether it was done well: {_listed(one.well)}.")
    if one.beside:
        said.append(f"Counts what came of it, beside the activity: {_listed(one.beside)}.")
    return said + ([f"For everybody: {one.asked.gives}"] if one.asked.gives else [])


def _listed(uses: Sequence[Use]) -> str:
    return "; ".join(f"{use.name}, for {plural(use.sellers, 'seller')}" for use in uses)
