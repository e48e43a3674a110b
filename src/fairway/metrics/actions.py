"""Storing an organisation's own definitions, version by version."""

from collections.abc import Sequence

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.exchange.actions import clear_staged
from fairway.exchange.queries import staged
from fairway.exchange.types import Reject
from fairway.metrics.models import StoredDefinition
from fairway.metrics.queries import definitions
from fairway.metrics.rules import problems_of
from fairway.metrics.spec import UnreadableDefinition, definitions_from, entry_of
from fairway.metrics.types import Definition


class RefusedDefinition(ValueError):
    """A definition breaks a rule; `problems` say which and what to do."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@transaction.atomic
def define_metric(definition: Definition, *, origin: str = "fairway", actor_id: int | None = None) -> bool:
    """Add a metric or a new version of it. Returns whether anything changed. RefusedDefinition when a rule is
    broken.
    """
    problems = problems_of(definition, {*definitions(), definition.key})
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
    for row in staged("metric"):
        try:
            read = definitions_from(str(row.payload["text"]))
        except UnreadableDefinition as error:
            rejects.extend(
                Reject("metrics.yaml", None, f"{p.key} {p.place}".strip(), "", p.message) for p in error.problems
            )
            read = []
        keys = {*definitions(), *(definition.key for definition in read)}
        for definition in read:
            problems = problems_of(definition, keys)
            rejects.extend(Reject("metrics.yaml", None, f"{p.key} {p.place}".strip(), "", p.message) for p in problems)
            if not problems and define_metric(definition, origin=row.source):
                changed.append(definition.key)
        clear_staged([row.key])
    return changed, rejects
