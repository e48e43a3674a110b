"""Three teams of eight under three managers and a leader, with plans of two or three activities each."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from fairway.crm.demo.kinds import KINDS
from fairway.crm.demo.mapping import MAPPERS
from fairway.crm.demo.organisation import COUNTRIES, MAIL_DOMAIN, TEAMS
from fairway.crm.demo.pairs import HIA_PAIRS
from fairway.lib.periods import local_day
from fairway.people.public_holidays import public_holidays
from fairway.people.types import PersonRow
from fairway.simulation.types import SimOrganisation

from .conftest import LAST_DAY


def people_rows(demo: SimOrganisation) -> list[PersonRow]:
    _, as_canonical = MAPPERS["people"]
    return [row for person in demo.people if isinstance(row := as_canonical(person), PersonRow)]


def test_it_has_three_teams_of_eight(demo: SimOrganisation) -> None:
    there = [person for person in demo.people if person.is_seller and person.left_on is None]
    assert Counter(person.team for person in there) == {team.name: 8 for team in TEAMS}
    assert len(TEAMS) == 3


def test_it_has_a_manager_per_team_a_leader_and_operations(demo: SimOrganisation) -> None:
    rows = people_rows(demo)
    roles = Counter(row.role for row in rows)
    assert roles["Sales manager"] == 3
    assert roles["Sales leader"] == roles["Sales operations"] == 1
    leader = next(row for row in rows if row.role == "Sales leader")
    assert leader.manager_native_id is None
    for row in rows:
        manager = next((other for other in rows if other.native_id == row.manager_native_id), None)
        if row.role in ("Sales manager", "Sales operations"):
            assert manager is leader
        elif row is not leader:
            assert manager is not None
            assert (manager.role, manager.team) == ("Sales manager", row.team)


def test_it_uses_addresses_that_reach_nobody(demo: SimOrganisation) -> None:
    addresses = [row.email or "" for row in people_rows(demo)]
    assert len(set(addresses)) == len(addresses)
    assert MAIL_DOMAIN.endswith(".example.com")
    assert all(address.isascii() and address.endswith(f"@{MAIL_DOMAIN}") for address in addresses)


def test_it_plans_two_or_three_own_acts_for_everybody_but_her_who_gave_up_three_for_one(demo: SimOrganisation) -> None:
    kinds = {kind.word: kind for kind in KINDS}
    in_force = Counter(plan.person_id for plan in demo.plans if plan.ends_on is None or plan.ends_on > LAST_DAY)
    there = [person.person_id for person in demo.people if person.is_seller and person.left_on is None]
    assert {person_id: in_force[person_id] for person_id in there if not 2 <= in_force[person_id] <= 3} == {
        "sofia-marin": 1
    }
    for plan in demo.plans:
        pair = HIA_PAIRS[plan.kind]
        objective = kinds[plan.kind].objective
        assert objective is not None
        assert objective.word == pair.objective
        assert 2 <= plan.target <= 5 or plan.person_id == "omar-benali"
    assert {plan.kind for plan in demo.plans} == set(HIA_PAIRS)


def test_it_shows_the_customer_s_side_of_every_act(demo: SimOrganisation) -> None:
    done = Counter(row.subtype for row in demo.activities)
    for word, pair in HIA_PAIRS.items():
        assert 0 < done[pair.objective] < done[word]


def test_it_rests_on_public_holidays_where_people_are(demo: SimOrganisation) -> None:
    people = {person.person_id: person for person in demo.people}
    assert {person.country for person in demo.people} == set(COUNTRIES)
    for row in demo.activities:
        person = people[row.seller_id]
        if row.occurred_at is not None:
            day = local_day(row.occurred_at, person.timezone)
            assert day not in public_holidays(person.country, "", day.year)


def test_it_was_run_by_somebody_else_for_a_while(demo: SimOrganisation) -> None:
    spells = [line for line in demo.lines if line.person_id == "wanjiru-kamau"]
    assert [line.manager_id for line in spells] == ["lucia-ferrer", "kofi-mensah", "lucia-ferrer"]
    for before, after in pairwise(spells):
        assert before.to_on is not None
        assert after.from_on == before.to_on + timedelta(days=1)
    assert spells[-1].to_on is None


def test_it_gives_everybody_a_goal_in_one_currency(demo: SimOrganisation) -> None:
    there = {person.person_id for person in demo.people if person.is_seller}
    assert {quota.person_id for quota in demo.quotas} == there
    for team in TEAMS:
        amounts = [
            Decimal(quota.amount)
            for quota in demo.quotas
            if any(p.person_id == quota.person_id and p.team == team.name and p.fte == 1 for p in demo.people)
        ]
        assert max(amounts) <= 2 * min(amounts)
