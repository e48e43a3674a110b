"""Which definitions are in force."""

from collections.abc import Iterable

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.models import StoredDefinition
from fairway.metrics.spec import definition_from
from fairway.metrics.types import Definition
from fairway.metrics.words import (
    CANONICAL_TYPES,
    REACHED,
    all_meant_by,
    any_of_type,
    customers_reached,
    meant_by,
    offered,
    offered_as,
)
from fairway.records.queries import activity_words


def definitions() -> dict[str, Definition]:
    """Every metric that is offered: the catalogue, the organisation's words, how many customers were reached where
    calls or e-mails are logged, and on top its own definitions.
    """
    found = dict(catalogue())
    words = activity_words()
    for word in words:
        built_in = found.get(word)
        if built_in is None:
            found[word] = offered(word)
        elif built_in.records == "activities":
            found[word] = offered_as(built_in, word)
    for kind in sorted(REACHED.keys() & set(words.values())):
        reached = customers_reached(kind)
        found.setdefault(reached.key, reached)
    found.update(own_definitions())
    return found


def countable_definitions() -> dict[str, Definition]:
    """What the ledger counts: also all activities of a type that is nobody's word, because a plan may name it."""
    return {**{kind: any_of_type(kind) for kind in CANONICAL_TYPES}, **definitions()}


def definitions_meant(reference: str) -> list[Definition]:
    """Every definition a person or file may mean; one where it is clear."""
    return all_meant_by(reference, definitions())


def own_definitions() -> dict[str, Definition]:
    """Those the organisation wrote or changed itself."""
    rows = StoredDefinition.objects.filter(is_current=True).order_by("key")
    return {row.key: definition_from(row.spec, row.key) for row in rows}


def definition_for(reference: str, known: dict[str, Definition] | None = None) -> Definition | None:
    """The definition a person or file means; None when there is none or more than one."""
    return meant_by(reference, known if known is not None else definitions())


def definitions_for(keys: Iterable[str]) -> dict[str, Definition]:
    """Definitions by key, canonical types included, with whatever ratios need; unknown keys are left out."""
    known = definitions()
    wanted: dict[str, Definition] = {}
    for key in keys:
        definition = known.get(key) or (any_of_type(key) if key in CANONICAL_TYPES else None)
        if definition is None:
            continue
        wanted[key] = definition
        for other in (*(definition.over or ()), definition.objective):
            if other in known:
                wanted.setdefault(other, known[other])
    return wanted
