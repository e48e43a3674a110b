"""The organisation's own words for activities as countable metrics, and finding the definition somebody means."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from fairway.metrics.types import Condition, Counting, Definition, MetricClass

CANONICAL_TYPES = ("call", "email", "meeting", "task", "other")
TYPE_NAMES = {"call": "Calls", "email": "E-mails", "meeting": "Meetings", "task": "Tasks", "other": "Other activities"}


def offered(word: str) -> Definition:
    """The metric that counts one word: the seller's own act, unless the catalogue or the organisation says
    otherwise.
    """
    return Definition(
        key=word,
        name=readable(word),
        metric_class=MetricClass.ACTIVITY,
        records="activities",
        where=(Condition(test="is", field="word", values=(word,)),),
    )


def offered_as(built_in: Definition, word: str) -> Definition:
    """A word that is also a key of the catalogue counts the records that carry it; what the catalogue knows of its
    class and place stays.
    """
    counted = offered(word)
    return replace(
        built_in,
        records=counted.records,
        counting=counted.counting,
        date=counted.date,
        where=counted.where,
        of=(),
        quality=(),
        value="",
        follow_up=None,
        unit=counted.unit,
        statuses=counted.statuses,
    )


def any_of_type(kind: str) -> Definition:
    """All activities of a canonical type, whatever their word: for a plan that names a type nobody logs bare."""
    return Definition(
        key=kind,
        name=TYPE_NAMES[kind],
        metric_class=MetricClass.ACTIVITY,
        records="activities",
        where=(Condition(test="is", field="type", values=(kind,)),),
    )


REACHED = {"call": ("customers_called", "Customers called"), "email": ("customers_written_to", "Customers written to")}


def customers_reached(kind: str) -> Definition:
    """How many different customers somebody called or wrote to in a week: unlike a count of calls it says whom, and
    calling one of them twice adds nothing.
    """
    key, name = REACHED[kind]
    return Definition(
        key=key,
        name=name,
        qualifier="different ones in the week",
        metric_class=MetricClass.ACTIVITY,
        records="activities",
        counting=Counting.DISTINCT,
        value="account_id",
        where=(
            Condition(test="is", field="type", values=(kind,)),
            Condition(test="is_not", field="direction", values=("inbound",)),
        ),
        why="Reaching many customers is the seller's own doing; how they answer is not.",
        gaming_risk="One short call each; look at the meetings that follow.",
    )


def readable(word: str) -> str:
    """`discovery_plan_written` as people write it: `Discovery plan written`."""
    text = re.sub(r"[_\s]+", " ", word).strip()
    return text[:1].upper() + text[1:] if text.islower() else text


# What follows a seller in an address and is not a metric; the tests compare it with the addresses there are.
PAGES_OF_A_SELLER = frozenset({"plan", "place", "card"})
LONGEST_PLAIN, LONGEST_STEM = 60, 40


def address_of(key: str) -> str:
    """A metric's key as part of an address. No two keys share one.

    A key of small letters, digits and underscores stands for itself; every other one gets a hash of itself behind a
    hyphen, which no plain one has.
    """
    plain = slug(key)
    if key == plain and len(key) <= LONGEST_PLAIN and key not in PAGES_OF_A_SELLER:
        return key
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{plain[:LONGEST_STEM].strip('_') or 'kind'}-{digest}"


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def folded(text: str) -> str:
    """A word without what people write differently: case, width, spaces and signs. Letters of every script stay."""
    letters = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = (letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in letters)
    return " ".join("".join(kept).split())


def all_meant_by(reference: str, definitions: Mapping[str, Definition]) -> list[Definition]:
    """The definitions somebody may mean: by key, else by alias, else those alike but for case, spaces and signs.

    A canonical type that is nobody's word means every activity of that type.
    """
    text = reference.strip()
    if text in definitions:
        return [definitions[text]]
    by_alias = [definition for definition in definitions.values() if text in definition.aliases]
    if by_alias:
        return _in_use(by_alias)
    alike = [d for d in definitions.values() if folded(d.key) == folded(text)] if folded(text) else []
    if not alike and text.casefold() in CANONICAL_TYPES:
        return [any_of_type(text.casefold())]
    return _in_use(alike)


def _in_use(found: list[Definition]) -> list[Definition]:
    """Those that are not retired, where there are any: a retired one stands in nobody's way."""
    return [definition for definition in found if not definition.is_retired] or found


def meant_by(reference: str, definitions: Mapping[str, Definition]) -> Definition | None:
    """The definition somebody names; None where there is none or more than one."""
    found = all_meant_by(reference, definitions)
    return found[0] if len(found) == 1 else None
