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
from fairway.web.words import join_names, plural

Wanted = Iterable[tuple[int, str]]  # (person, metric)


@dataclass(frozen=True, slots=True)
class Objection:
    """One activity that fails a test which has to hold, for the same reason with everybody named."""

    name: str
    reason: str
    whom: str


def objections_about(people: Sequence[PersonFacts], wanted: Wanted) -> list[Objection]:
    """Activities by name. What somebody has in force already was agreed on before, and is not looked at again."""
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
    return [Objection(name, reason, join_names(sorted(names))) for (name, reason), names in sorted(grouped.items())]


def reason_missing(objections: Sequence[Objection], override: str) -> str:
    """What to say where something fails and nobody wrote why it is planned all the same; else empty."""
    if not objections or len(override) >= SHORTEST_OVERRIDE:
        return ""
    what = plural(len(objections), "activity fails", "activities fail")
    return (
        f"{what} a test that has to hold. Write in {SHORTEST_OVERRIDE} characters or more why it is planned all the "
        "same, or leave it out."
    )
