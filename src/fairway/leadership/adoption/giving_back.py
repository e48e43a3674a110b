"""What each field of the CRM gives back to the sellers who fill it. Plain Python.

A field gives something back where an agreed activity is counted by it, where it says whether one was done well, where
the objective beside one is counted by it, or where something Fairway tells every seller reads it. Any other is asked
for in vain, as far as Fairway goes.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.lib.yaml_files import read_yaml
from fairway.metrics.columns import columns_of
from fairway.metrics.types import Definition

FILE = Path(__file__).with_name("fields.yaml")
TITLES = {
    "activities": "Activities",
    "participants": "Who takes part",
    "accounts": "Accounts",
    "contacts": "Contacts",
    "leads": "Leads",
    "opportunities": "Opportunities",
}
# Fields of a record whose filling is counted by week, by the name a definition gives them.
FILLING: Mapping[str, str] = {
    "activities.subtype": "subtype",
    "activities.direction": "direction",
    "activities.duration_min": "duration_min",
    "activities.outcome": "outcome",
    "activities.account_id": "account_id",
    "accounts.tier": "account.tier",
    "accounts.segment": "account.segment",
    "accounts.is_target": "account.is_target",
    "accounts.is_customer": "account.is_customer",
    "participants.contact_id": "contacts.count",
    "contacts.seniority": "contacts.seniority",
    "contacts.buying_role": "contacts.buying_role",
    "leads.is_inbound": "lead.is_inbound",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of fields.yaml; `gives` is what comes of it for every seller, empty where nothing does."""

    column: str
    name: str
    gives: str = ""

    @property
    def table(self) -> str:
        return self.column.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Use:
    """An activity that reads a field, or whose objective does, and how many sellers have it."""

    name: str
    sellers: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a field gives back: the activities counted by it, those it says were done well, and the objectives beside
    activities that are counted by it.
    """

    asked: Asked
    counts: Sequence[Use]
    well: Sequence[Use]
    beside: Sequence[Use]

    @property
    def is_in_vain(self) -> bool:
        return not (self.asked.gives or self.counts or self.well or self.beside)


@lru_cache(maxsize=1)
def asked_fields() -> Sequence[Asked]:
    """Every field somebody can fill that Fairway reads, in the file's order."""
    return tuple(Asked(column, **stated) for column, stated in read_yaml(FILE).items())


def given_back(agreed: Mapping[str, Collection[int]], known: Mapping[str, Definition]) -> list[Given]:
    """What every field gives back, where `agreed` says who has each activity; `known` holds its definition, and that of
    its objective and of whatever these divide.
    """
    uses: dict[str, dict[str, list[Use]]] = {kind: defaultdict(list) for kind in ("counts", "well", "beside")}
    for key in sorted(agreed.keys() & known.keys(), key=lambda one: known[one].name.casefold()):
        own = Use(known[key].name, len(agreed[key]))
        counted, well = _columns(key, known)
        for column in counted:
            uses["counts"][column].append(own)
        for column in well:
            uses["well"][column].append(own)
        objective = known[key].objective
        if objective in known:
            beside = Use(known[objective].name, own.sellers)
            for column in _columns(objective, known)[0]:
                uses["beside"][column].append(beside)
    return [
        Given(one, *(_added(uses[kind].get(one.column, ())) for kind in ("counts", "well", "beside")))
        for one in asked_fields()
    ]


def fields_counted_by(agreed: Collection[str], known: Mapping[str, Definition]) -> set[str]:
    """Of the fields whose filling is counted, those by which agreed activities are counted or said to be done well."""
    read = set[str]().union(*(set().union(*_columns(key, known)) for key in agreed if key in known))
    return {FILLING[column] for column in read & FILLING.keys()}


def filled_for(definition: Definition) -> tuple[list[str], list[str]]:
    """Names of the fields one activity is counted by, and of those that say whether it was done well: what filling them
    gives back to its seller.
    """
    read = columns_of(definition)
    counted, well = (
        [one.name for one in asked_fields() if one.column in columns] for columns in (read.counted, read.well)
    )
    return counted, well


def _columns(key: str, known: Mapping[str, Definition]) -> tuple[frozenset[str], frozenset[str]]:
    """What a metric is counted by, that of what it divides included, and what says whether it was done well."""
    parts = [known[part] for part in (known[key].over or (key,)) if part in known]
    read = [columns_of(part) for part in parts]
    counted = frozenset[str]().union(*(one.counted for one in read))
    return counted, frozenset[str]().union(*(one.well for one in read)) - counted


def _added(uses: Sequence[Use]) -> list[Use]:
    """Objectives of the same name once, with the sellers of all their activities."""
    found: dict[str, int] = defaultdict(int)
    for use in uses:
        found[use.name] += use.sellers
    return [Use(name, sellers) for name, sellers in found.items()]
