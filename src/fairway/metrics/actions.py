"""Storing an organisation's own definitions, version by version."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.audit.scrubbing import without_words
from fairway.exchange.actions import clear_staged
from fairway.exchange.queries import staged
from fairway.exchange.types import Reject
from fairway.lib.spellings import Spellings
from fairway.metrics.models import StoredDefinition
from fairway.metrics.queries import definitions
from fairway.metrics.rules import problems_of
from fairway.metrics.spec import definition_from, entry_of, read_definitions
from fairway.metrics.types import Definition, Problem
from fairway.people.erased import ErasedIds, replaced
from fairway.people.queries import erased_ids

METRICS_FILE = "metrics.yaml"


class RefusedDefinition(ValueError):
    """A definition breaks a rule; `problems` say which and what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.place} {p.value} {p.message}" for p in problems))
        self.problems = tuple(problems)


@transaction.atomic
def define_metric(
    definition: Definition,
    *,
    origin: str = "fairway",
    actor_id: int | None = None,
    known: Mapping[str, Definition] | None = None,
) -> bool:
    """Add a metric or a new version of it. Returns whether anything changed. RefusedDefinition when a rule is
    broken. `known` are the metrics it may refer to, where more are on their way than are defined.
    """
    problems = problems_of(definition, {**(known or definitions()), definition.key: definition})
    if problems:
        raise RefusedDefinition(problems)
    current = StoredDefinition.objects.filter(key=definition.key, is_current=True).first()
    entry = {name: value for name, value in entry_of(definition).items() if name != "version"}
    if current is not None and {n: v for n, v in current.spec.items() if n != "version"} == entry:
        return False
    version = current.version + 1 if current else 1
    StoredDefinition.objects.filter(key=definition.key).update(is_current=False)
    StoredDefinition.objects.create(
        key=definition.key, version=version, spec={**entry, "version": version}, origin=origin
    )
    record_change(
        actor_id=actor_id, action="define_metric", subject=("metric", definition.key), detail={"version": version}
    )
    return True


@transaction.atomic
def apply_staged_definitions() -> tuple[list[str], list[Reject]]:
    """Take in what sources stated in `metrics.yaml`. Returns the keys that changed and what could not be taken."""
    changed: list[str] = []
    rejects: list[Reject] = []
    erased = erased_ids()
    for row in staged("metric"):
        file = str(row.place.get("file") or METRICS_FILE)
        read, problems = read_definitions(str(row.payload["text"]))
        read = [
            (_without(definition, erased), line) for definition, line in read if not erased.is_named_in(definition.key)
        ]
        known = {**definitions(), **{definition.key: definition for definition, _ in read}}
        for definition, line in read:
            own = problems_of(definition, known)
            problems.extend(replace(problem, line=line) for problem in own)
            if not own and define_metric(definition, origin=row.source, known=known):
                changed.append(definition.key)
        rejects.extend(_reject(problem, file) for problem in problems)
        clear_staged([row.key])
    return changed, rejects


def _reject(problem: Problem, file: str) -> Reject:
    """Key and word of the syntax as the field."""
    return Reject(file, problem.line, f"{problem.key} {problem.place}".strip(), problem.value, problem.message)


def _without(definition: Definition, erased: ErasedIds) -> Definition:
    """The definition without texts that name somebody erased."""
    if not erased.names:
        return definition
    entry = entry_of(definition)
    told = without_words(entry, erased.spellings, marked=replaced)
    return definition if told == entry else definition_from(told, definition.key)


def forget_definitions(keys: Collection[str], spellings: Spellings) -> None:
    """Remove definitions of those keys, and texts in which an erased person is named from every version of others."""
    StoredDefinition.objects.filter(key__in=list(keys)).delete()
    for row in StoredDefinition.objects.all():
        spec = without_words(row.spec, spellings, marked=replaced)
        if spec != row.spec:
            row.spec = spec
            row.save(update_fields=["spec"])
