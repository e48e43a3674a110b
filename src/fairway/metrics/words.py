"""The organisation's own words for activities as countable metrics, and finding the definition somebody means."""

import re
from collections.abc import Mapping
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


def address_of(key: str) -> str:
    """A metric's key as part of an address; keys that letters a to z cannot tell apart get a short hash."""
    plain = slug(key)
    if slug(key.encode("ascii", "ignore").decode()) == plain and key.isascii() and plain:
        return plain
    return f"{plain or 'kind'}-{blake2b(key.encode(), digest_size=4).hexdigest()}"


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def meant_by(reference: str, definitions: Mapping[str, Definition]) -> Definition | None:
    """The definition somebody names: by key, alias, else the only one alike but for case, spaces and signs; None if
    unclear.

    A canonical type that is nobody's word means every activity of that type.
    """
    text = reference.strip()
    if text in definitions:
        return definitions[text]
    by_alias = [definition for definition in definitions.values() if text in definition.aliases]
    if len(by_alias) == 1:
        return by_alias[0]
    alike = [d for d in definitions.values() if slug(d.key) == slug(text)] if slug(text) else []
    if len(alike) == 1:
        return alike[0]
    if not alike and text.casefold() in CANONICAL_TYPES:
        return any_of_type(text.casefold())
    return None
