"""Which definitions are in force, now or in a week that is named by its first day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fairway.lib.periods import local_day, week_of
from fairway.metrics import versions
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.models import RetiredMetric, StoredDefinition
from fairway.metrics.spec import definition_from
from fairway.metrics.types import Definition, Retirement
from fairway.metrics.versions import Era, Version, timeline_print
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
from fairway.people.queries import organisation
from fairway.records.queries import activity_words


def definitions(week_on: date | None = None, *, words: Mapping[str, str] | None = None) -> dict[str, Definition]:
    """Every metric there is: what is offered, and on top the organisation's own definitions."""
    return {**offered_definitions(words), **own_definitions(week_on)}


def offered_definitions(words: Mapping[str, str] | None = None) -> dict[str, Definition]:
    """What is there without anybody's writing: the catalogue, the organisation's words, and how many customers were
    reached where calls or e-mails are logged. `words` are `activity_words`, from whoever has read them already.
    """
    found = dict(catalogue())
    words = activity_words() if words is None else words
    for word in words:
        built_in = found.get(word)
        if built_in is None:
            found[word] = offered(word)
        elif built_in.records == "activities":
            found[word] = offered_as(built_in, word)
    for kind in sorted(REACHED.keys() & set(words.values())):
        reached = customers_reached(kind)
        found.setdefault(reached.key, reached)
    return found


def countable_definitions() -> dict[str, Definition]:
    """What the ledger counts: also all activities of a type that is nobody's word, because a plan may name it."""
    return {**_countable(), **own_definitions()}


def _countable() -> dict[str, Definition]:
    return {**{kind: any_of_type(kind) for kind in CANONICAL_TYPES}, **offered_definitions()}


def eras(weeks: Sequence[date]) -> list[Era]:
    """Weeks parted where a version of a metric begins, each with all that is counted in it."""
    return versions.eras(weeks, own_versions(), _countable())


def timeline_prints() -> dict[str, str]:
    """Per metric that is counted, what tells its history from any other by which a week would be counted otherwise."""
    offered, own = _countable(), own_versions()
    return {key: timeline_print(own.get(key, ()), offered.get(key)) for key in {**offered, **own}}


def offered_as_counted(key: str) -> Definition | None:
    """What a key counts where the organisation wrote no version of it, or before its first one."""
    return _countable().get(key)


def uncompared_versions() -> dict[str, list[Version]]:
    """Every version of the metrics of which a version was not yet compared with what held before it."""
    keys = StoredDefinition.objects.filter(is_compared=False).values("key")
    found: dict[str, list[Version]] = {}
    for row in StoredDefinition.objects.filter(key__in=keys).order_by("key", "version"):
        found.setdefault(row.key, []).append(_version(row))
    return found


def definitions_meant(reference: str) -> list[Definition]:
    """Every definition a person or file may mean; one where it is clear."""
    return all_meant_by(reference, definitions())


def own_definitions(week_on: date | None = None) -> dict[str, Definition]:
    """Those the organisation wrote or changed itself, as they hold in a week; without one in the running one."""
    on = week_on or running_week()
    rows = StoredDefinition.objects.filter(Q(holds_from_on__isnull=True) | Q(holds_from_on__lte=on))
    rows = rows.annotate(is_retired=Exists(_retired().filter(key=OuterRef("key"))))
    # Of every metric only the version in force is read: pages ask for them all, and old ones pile up.
    newest = {row.key: row for row in rows.order_by("key", "version")}
    return {key: replace(_version(row).definition, is_retired=row.is_retired) for key, row in newest.items()}


def _retired() -> QuerySet[RetiredMetric]:
    return RetiredMetric.objects.filter(taken_back_at__isnull=True)


def retirements() -> dict[str, Retirement]:
    """Every metric that is retired, with by whom, when and why; by key in order."""
    return {row.key: retirement_facts(row) for row in _retired().order_by("key")}


def retirement_facts(row: RetiredMetric) -> Retirement:
    return Retirement(row.key, row.retired_at, row.retired_by, row.reason, row.origin)


def unclassed_words() -> frozenset[str]:
    """Words of the organisation that are neither of the catalogue nor defined here: nobody said what they are."""
    return frozenset(activity_words().keys() - own_definitions().keys() - catalogue().keys())


def own_versions() -> dict[str, list[Version]]:
    """Every version of every metric the organisation wrote or changed itself, oldest first; keys in order."""
    found: dict[str, list[Version]] = {}
    for row in StoredDefinition.objects.order_by("key", "version"):
        found.setdefault(row.key, []).append(_version(row))
    return found


def versions_of(key: str) -> list[Version]:
    """Every version of one metric the organisation wrote, oldest first; none for what it never changed."""
    return [_version(row) for row in StoredDefinition.objects.filter(key=key).order_by("version")]


def _version(row: StoredDefinition) -> Version:
    return Version(
        definition=definition_from({**row.spec, "version": row.version}, row.key),
        holds_from_on=row.holds_from_on,
        is_locked=row.is_locked,
        reason=row.reason,
        made_by=row.made_by,
        made_at=row.created_at,
        origin=row.origin,
        is_compared=row.is_compared,
    )


def running_week() -> date:
    """The first day of the week today is in, in the organisation's zone."""
    home = organisation()
    return week_of(local_day(timezone.now(), home.timezone), home.week_starts_on)


def definition_for(reference: str, known: dict[str, Definition] | None = None) -> Definition | None:
    """The definition a person or file means; None when there is none or more than one."""
    return meant_by(reference, known if known is not None else definitions())


def definitions_for(
    keys: Iterable[str], week_on: date | None = None, *, words: Mapping[str, str] | None = None
) -> dict[str, Definition]:
    """Definitions by key, canonical types included, with whatever ratios need; unknown keys are left out."""
    known = definitions(week_on, words=words)
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
