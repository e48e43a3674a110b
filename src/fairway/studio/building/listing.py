"""The metrics there are, for a page: one's own first, then the catalogue by process, then what cannot be counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.metrics.catalogue_files import MissingMetric
from fairway.metrics.types import Definition, MetricClass, Process
from fairway.metrics.versions import Version, in_force
from fairway.studio.building.labels import PROCESSES
from fairway.studio.candidates import sounds_like_theirs

CLASSES = tuple(MetricClass)
NOT_OFFERED = "not offered: sounds like the customer’s doing"


@dataclass(frozen=True, slots=True)
class Listed:
    """One metric on the list."""

    definition: Definition
    can_be: str  # whether it may be a High-Impact Activity, and why not
    is_own: bool = False
    note: str = ""  # what is to come, or that it is locked


@dataclass(frozen=True, slots=True)
class MetricsPage:
    own: Sequence[Listed]
    retired: Sequence[Listed]
    processes: Sequence[tuple[str, Sequence[Listed]]]
    missing: Sequence[tuple[MissingMetric, str]]  # with the name of what comes nearest
    total: int


def metrics_page(
    known: Mapping[str, Definition],
    own: Mapping[str, Sequence[Version]],
    missing: Iterable[MissingMetric],
    week_on: date,
    unclassed: Collection[str],
) -> MetricsPage:
    """The page. `known` are the definitions in force in the running week, `own` every version of one's own,
    `unclassed` the words of the CRM of which nobody said what they are.
    """
    mine = [_own(versions, known, week_on) for versions in own.values()]
    others = [definition for key, definition in known.items() if key not in own]
    groups = []
    for process in (*[one for one in Process if one is not Process.NONE], Process.NONE):
        rows = [_listed(one, unclassed) for one in _in_order(others) if one.process is process]
        if rows:
            groups.append((HEADINGS.get(process, PROCESSES[process]), rows))
    nearest = [(one, known[one.instead].name if one.instead in known else "") for one in missing]
    used, retired = ([one for one in mine if one.definition.is_retired is is_so] for is_so in (False, True))
    return MetricsPage(used, retired, groups, nearest, len(known) - len(retired))


HEADINGS = {Process.NONE: "Results, and words of your CRM"}


def _own(versions: Sequence[Version], known: Mapping[str, Definition], week_on: date) -> Listed:
    newest, now = versions[-1], in_force(versions, week_on)
    shown = now or newest
    notes = [f"version {shown.definition.version}"]
    if shown.is_locked:
        notes.append("locked")
    if newest is not now and newest.holds_from_on is not None:
        notes.append(f"version {newest.definition.version} from {newest.holds_from_on:%-d %b %Y}")
    definition = known.get(shown.definition.key, shown.definition)
    return Listed(definition, can_be_in_words(definition), is_own=True, note=", ".join(notes))


def _in_order(definitions: Iterable[Definition]) -> list[Definition]:
    return sorted(definitions, key=lambda one: (CLASSES.index(one.metric_class), one.name.casefold()))


def _listed(definition: Definition, unclassed: Collection[str]) -> Listed:
    is_theirs = definition.key in unclassed and sounds_like_theirs(definition.name)
    return Listed(definition, NOT_OFFERED if is_theirs else can_be_in_words(definition))


def can_be_in_words(definition: Definition) -> str:
    """Whether a metric may be a High-Impact Activity, and why not."""
    if definition.can_be_hia:
        return "yes"
    if definition.is_retired:
        return "no, retired"
    if definition.metric_class is not MetricClass.ACTIVITY:
        return "no"
    if definition.is_hygiene:
        return "no, good order"
    return "no, raw volume" if definition.is_volume else "no, not a count"
