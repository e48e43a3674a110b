"""Every id leads somewhere, and histories end in what is shown."""

from collections import defaultdict
from datetime import datetime
from itertools import pairwise

from fairway.simulation.types import SimOrganisation


def test_it_resolves_every_reference(organisation: SimOrganisation) -> None:
    people = {row.person_id for row in organisation.people}
    accounts = {row.account_id for row in organisation.accounts}
    contacts = {row.contact_id for row in organisation.contacts}
    deals = {row.deal_id for row in organisation.deals}
    activities = {row.activity_id for row in organisation.activities}
    stages = {(row.pipeline, row.stage) for row in organisation.stages}
    assert {row.manager_id for row in organisation.people} - {None} <= people
    assert {row.manager_id for row in organisation.lines} - {None} <= people
    assert {row.person_id for row in (*organisation.lines, *organisation.absences, *organisation.quotas)} <= people
    assert {row.person_id for row in (*organisation.plans, *organisation.coverage)} <= people
    assert {row.owner_id for row in (*organisation.accounts, *organisation.leads, *organisation.deals)} <= people
    assert {row.account_id for row in (*organisation.contacts, *organisation.deals)} <= accounts
    assert {row.converted_deal_id for row in organisation.leads} - {None} <= deals
    assert {row.deal_id for row in (*organisation.stage_changes, *organisation.owner_changes)} <= deals
    assert {(row.pipeline, row.stage) for row in organisation.deals} <= stages
    for row in organisation.activities:
        assert row.seller_id in people
        assert row.account_id is None or row.account_id in accounts
        assert row.deal_id is None or row.deal_id in deals
    assert {row.activity_id for row in organisation.participants} <= activities
    assert {row.contact_id for row in organisation.participants} <= contacts


def test_it_gives_every_row_its_own_key(organisation: SimOrganisation) -> None:
    for keys in (
        [row.activity_id for row in organisation.activities],
        [row.deal_id for row in organisation.deals],
        [row.account_id for row in organisation.accounts],
        [row.contact_id for row in organisation.contacts],
        [row.lead_id for row in organisation.leads],
        [row.name for row in organisation.accounts],
        [(row.activity_id, row.contact_id) for row in organisation.participants],
        [(row.deal_id, row.changed_at) for row in organisation.stage_changes],
        [(row.deal_id, row.changed_at) for row in organisation.owner_changes],
        [(row.person_id, row.start_on) for row in organisation.quotas],
        [(row.person_id, row.kind, row.starts_on) for row in organisation.plans],
    ):
        assert len(keys) == len(set(keys))


def test_it_ends_every_stage_history_in_the_stage_shown(organisation: SimOrganisation) -> None:
    histories = defaultdict(list)
    for change in organisation.stage_changes:
        histories[change.deal_id].append(change)
    for deal in organisation.deals:
        history = histories[deal.deal_id]
        assert history[0].changed_at == deal.created_at
        assert history[0].from_stage is None
        assert history[-1].to_stage == deal.stage
        for before, after in pairwise(history):
            assert before.changed_at < after.changed_at
            assert before.to_stage == after.from_stage
        assert (deal.closed_at is not None) == (deal.is_won is not None) == deal.stage.startswith("Closed")
        assert (deal.lost_reason is not None) == (deal.is_won is False)


def test_it_tells_the_first_owner_too_when_a_deal_changes_hands(organisation: SimOrganisation) -> None:
    histories: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for change in organisation.owner_changes:
        histories[change.deal_id].append((change.changed_at, change.owner_id))
    deals = {deal.deal_id: deal for deal in organisation.deals}
    assert histories
    for deal_id, history in histories.items():
        assert len(history) > 1
        assert history[0][0] == deals[deal_id].created_at
        assert history[-1][1] == deals[deal_id].owner_id


def test_it_has_managers_at_two_levels(organisation: SimOrganisation) -> None:
    managers = {row.person_id: row.manager_id for row in organisation.people}
    leader = next(row.person_id for row in organisation.people if row.manager_id is None)
    for row in organisation.people:
        if row.is_seller:
            assert managers[managers[row.person_id] or ""] == leader
