"""Storing an organisation's own definitions, version by version."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.audit.scrubbing import without_words
from fairway.exchange.actions import clear_staged
from fairway.exchange.queries import staged
from fairway.exchange.types import Reject
from fairway.lib.periods import week_of
from fairway.lib.spellings import Spellings
from fairway.metrics.models import RetiredMetric, StoredDefinition
from fairway.metrics.queries import definitions, own_versions, running_week, versions_of
from fairway.metrics.rules import problems_of
from fairway.metrics.spec import definition_from, entry_of, read_definitions
from fairway.metrics.types import Definition, Problem
from fairway.metrics.versions import Change, Version, earliest_start
from fairway.people.erased import ErasedIds, replaced
from fairway.people.queries import erased_ids, organisation
from fairway.people.types import BEGINNING

METRICS_FILE = "metrics.yaml"
ANY_DAY = Change()


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
    change: Change = ANY_DAY,
) -> bool:
    """Add a metric or a new version of it. Returns whether anything changed. RefusedDefinition when a rule is
    broken, or when the change would reach weeks of a locked version. `known` are the metrics it may refer to, where
    more are on their way than are defined.
    """
    definition = replace(definition, is_retired=False)  # said of the metric, not of one of its versions
    key = definition.key
    problems = problems_of(definition, {**(known or definitions()), key: definition})
    before = versions_of(key)
    holds_from_on, refusal = _start(key, change.holds_from_on)
    if refusal is not None:
        problems.append(refusal)
    if problems:
        raise RefusedDefinition(problems)
    entry = {name: value for name, value in entry_of(definition).items() if name != "version"}
    newest = before[-1] if before else None
    if newest is not None and replace(newest.definition, version=definition.version) == definition:
        holds_by_then = (newest.holds_from_on or date.min) <= (holds_from_on or date.min)
        if change.holds_from_on is None or holds_by_then:
            return False
    version = newest.definition.version + 1 if newest else 1
    StoredDefinition.objects.create(
        key=key,
        version=version,
        spec={**entry, "version": version},
        origin=origin,
        holds_from_on=holds_from_on,
        reason=change.reason,
        made_by=actor_id,
    )
    detail = {"version": version, "holds_from_on": holds_from_on.isoformat() if holds_from_on else "always"}
    record_change(actor_id=actor_id, action="define_metric", subject=("metric", key), detail=detail)
    return True


def _start(key: str, asked_on: date | None) -> tuple[date | None, Problem | None]:
    """The first day a change of a metric holds, None for always; and why it may not."""
    earliest = earliest_start(versions_of(key), running_week() + timedelta(days=7))
    if asked_on is None:
        return earliest, None
    start = None if asked_on <= BEGINNING else week_of(asked_on, organisation().week_starts_on)
    if earliest is not None and (start is None or start < earliest):
        message = f"weeks before {earliest:%-d %b %Y} are locked by an earlier version; begin on that day or later"
        return start, Problem(key, "holds_from_on", message, f"{asked_on:%-d %b %Y}")
    return start, None


@transaction.atomic
def lock_version(key: str, version: int, *, actor_id: int | None) -> bool:
    """Keep a version's weeks as they are counted by it, up to the end of the running one. For good: nobody unlocks.
    Returns whether anything changed.
    """
    rows = StoredDefinition.objects.filter(key=key, version=version, is_locked=False)
    if not rows.update(is_locked=True):
        return False
    record_change(actor_id=actor_id, action="lock_metric", subject=("metric", key), detail={"version": version})
    return True


def note_compared(key: str, version: int) -> bool:
    """Say that what a version changes in closed weeks is noted. Returns whether nobody had said so before."""
    return bool(StoredDefinition.objects.filter(key=key, version=version, is_compared=False).update(is_compared=True))


@transaction.atomic
def retire(key: str, *, actor_id: int | None, reason: str = "", origin: str = "fairway") -> None:
    """Offer a metric nowhere any more. What has it in force is ended by whoever calls; the line in the audit is
    theirs, too.
    """
    said = {"reason": reason, "origin": origin, "retired_by": actor_id}
    RetiredMetric.objects.update_or_create(
        key=key, defaults={**said, "retired_at": timezone.now(), "taken_back_at": None}
    )


@transaction.atomic
def take_back_retirement(key: str, *, actor_id: int | None) -> bool:
    """Offer a retired metric again. Returns whether it was retired."""
    if not RetiredMetric.objects.filter(key=key, taken_back_at__isnull=True).update(taken_back_at=timezone.now()):
        return False
    record_change(actor_id=actor_id, action="take_back_metric", subject=("metric", key), detail={})
    return True


def _as_stated(definition: Definition, source: str, is_in_force: Callable[[str], bool]) -> Problem | None:
    """Retire what a source newly states as retired, take back what it retired and states no more. What people decided
    since stays. Returns why it may not be.
    """
    row = RetiredMetric.objects.filter(key=definition.key).first()
    is_theirs = row is not None and row.origin == source
    if definition.is_retired and not is_theirs and (row is None or row.taken_back_at is not None):
        if is_in_force(definition.key):
            message = "is in force for somebody; end these plans first, or retire it on its page"
            return Problem(definition.key, "is_retired", message, "true")
        retire(definition.key, actor_id=None, origin=source)
        record_change(actor_id=None, action="retire_metric", subject=("metric", definition.key), detail={})
    elif row is not None and is_theirs and not definition.is_retired:
        if row.taken_back_at is None:
            take_back_retirement(definition.key, actor_id=None)
        row.delete()
    return None


@transaction.atomic
def apply_staged_definitions(is_in_force: Callable[[str], bool]) -> tuple[list[str], list[Reject]]:
    """Take in what sources stated in `metrics.yaml`. Returns the keys that changed and what could not be taken.
    `is_in_force` says whether somebody has a metric in force, today or later.
    """
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
        said = own_versions()
        for definition, line in read:
            own = problems_of(definition, known)
            problems.extend(replace(problem, line=line) for problem in own)
            is_said_again = _says_again(definition, said.get(definition.key, ()), row.source)
            if not own and not is_said_again and define_metric(definition, origin=row.source, known=known):
                changed.append(definition.key)
            refusal = None if own else _as_stated(definition, row.source, is_in_force)
            problems.extend([replace(refusal, line=line)] if refusal else [])
        rejects.extend(_reject(problem, file) for problem in problems)
        clear_staged([row.key])
    return changed, rejects


def _says_again(definition: Definition, versions: Sequence[Version], source: str) -> bool:
    """Whether a source says what it said last: then what people changed since stays."""
    said = [version.definition for version in versions if version.origin == source]
    return bool(said) and replace(said[-1], version=definition.version, is_retired=definition.is_retired) == definition


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
    RetiredMetric.objects.filter(key__in=list(keys)).delete()
    for retired in RetiredMetric.objects.exclude(reason=""):
        told = without_words(retired.reason, spellings, marked=replaced)
        if told != retired.reason:
            RetiredMetric.objects.filter(pk=retired.pk).update(reason=told)
    for row in StoredDefinition.objects.all():
        spec = without_words(row.spec, spellings, marked=replaced)
        reason = without_words(row.reason, spellings, marked=replaced)
        if (spec, reason) != (row.spec, row.reason):
            row.spec, row.reason = spec, reason
            row.save(update_fields=["spec", "reason"])


def forget_maker(account_id: int) -> None:
    """Versions an erased account made stay, as the operator's."""
    StoredDefinition.objects.filter(made_by=account_id).update(made_by=None)
    RetiredMetric.objects.filter(retired_by=account_id).update(retired_by=None)
