"""What the sets of roles are chosen by, beyond a role's words: who leads sellers, and how long deals of theirs take."""

from collections.abc import Collection
from datetime import date, timedelta

from fairway.execution.queries import last_over
from fairway.ledger.medians import medians_of
from fairway.lib.periods import week_of, weeks_between
from fairway.metrics.queries import definitions
from fairway.people.queries import managers_among, organisation
from fairway.people.types import PersonFacts
from fairway.studio.roles import is_account_executive
from fairway.studio.starting import Chosen, Deals, set_for

CYCLE = "sales_cycle_days"
YEAR = 52  # weeks


def chosen_sets(people: Collection[PersonFacts], on: date) -> dict[int, Chosen]:
    """The set of each, by person."""
    leading = managers_among([person.key for person in people], on)
    deals = _deals_of([person.key for person in people if is_account_executive(person.role)], on)
    return {
        person.key: set_for(person.role, leads=person.key in leading, deals=deals.get(person.key, Deals()))
        for person in people
    }


def _deals_of(person_keys: Collection[int], on: date) -> dict[int, Deals]:
    """Won deals of a year's closed weeks."""
    known = definitions().get(CYCLE)
    if known is None or not person_keys:
        return {}
    starts = organisation().week_starts_on
    running = week_of(min(on, last_over()) + timedelta(days=1), starts)
    weeks = weeks_between(running - timedelta(weeks=YEAR), running - timedelta(weeks=1))
    return {key: Deals(won, days) for key, (days, won) in medians_of(known, person_keys, weeks, on).items()}
