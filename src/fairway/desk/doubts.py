"""What speaks against plans of many sellers, and the written reason that sets it aside."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fairway.execution.queries import today
from fairway.metrics.queries import definitions
from fairway.people.types import PersonFacts
from fairway.plans.queries import plans_of
from fairway.plans.rules import in_force
from fairway.studio.proposals.rules import SHORTEST_OVERRIDE
from fairway.studio.proposals.wording import name_of
from fairway.studio.queries import failing_tests
from fairway.web.words import join_words, plural

MOST_NAMES = 3
Wanted = Iterable[tuple[int, str]]  # (person, metric)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One activity that fails a test which has to hold, for the same reason with everybody named."""

    name: str
    reason: str
    whom: str


def doubts_about(people: Sequence[PersonFacts], wanted: Wanted) -> list[Doubt]:
    """Activities by name. What somebody has in force already was agreed on before, and is no doubt."""
    on, by_key = today(), {person.key: person for person in people}
    held = {
        (key, plan.metric_key) for key, plans in plans_of(list(by_key), on, on).items() for plan in in_force(plans, on)
    }
    planned: dict[int, list[str]] = defaultdict(list)
    for key, metric in wanted:
        if key in by_key and (key, metric) not in held:
            planned[key].append(metric)
    failed = failing_tests([by_key[key] for key in planned], planned, on)
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    known = definitions()
    for (key, metric), reason in failed.items():
        grouped[name_of(metric, known), reason].append(by_key[key].name)
    return [Doubt(name, reason, _names(sorted(names))) for (name, reason), names in sorted(grouped.items())]


def _names(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return join_words(names)
    return join_words([*names[: MOST_NAMES - 1], plural(len(names) - MOST_NAMES + 1, "other")])


def reason_missing(doubts: Sequence[Doubt], override: str) -> str:
    """What to say where something is in doubt and nobody wrote why it is planned all the same; else empty."""
    if not doubts or len(override) >= SHORTEST_OVERRIDE:
        return ""
    what = plural(len(doubts), "activity fails", "activities fail")
    return (
        f"{what} a test that has to hold. Write in {SHORTEST_OVERRIDE} characters or more why it is planned all the "
        "same, or leave it out."
    )
