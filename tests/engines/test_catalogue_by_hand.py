"""Every metric of the catalogue against a count made by hand: the numbers below were written down, not worked out."""

from collections import defaultdict
from pathlib import Path

import pytest

from fairway.engines.duck import DuckSession
from fairway.engines.postgres import PostgresSession
from fairway.metrics.catalogue_files import catalogue, definition_files, missing_metrics
from fairway.metrics.lags import lag_in_words
from fairway.metrics.spec import definitions_from
from fairway.metrics.types import ROLES, MetricClass, Process
from fairway.records.schema import TABLES
from tests.engines.hand_world import SUNDAY, WEEK_ON, hand_world
from tests.engines.lake_files import engine_counts, scope_of, shaped_world
from tests.engines.organisations import sellers_of

LISTED = {"R": 12, "O": 40, "A": 40, "E": 13}  # results, objectives, activities, enablement
Numbers = dict[str, tuple[float, float, float]]

# What ann did in the week: done, out of how many, not to be told.
ANN: Numbers = {
    "prospecting_attempts": (4, 0, 0),  # a1 a2 a3 a40
    "new_target_accounts_touched": (3, 0, 0),  # A1 B1 D1
    "effort_on_tier_a": (
        9,
        17,
        1,
    ),  # a1 a3 a4 a9 a10 a38 a40 t1 t2 of those and a2 a5 a12 a16 a36 a37 a43 t3; a15 unconfirmed
    "leads_called_within_4_hours": (2, 3, 0),  # l1 l3
    "inbound_lead_calls": (2, 0, 0),  # a6 a7
    "follow_ups_within_a_day": (1, 3, 0),  # a9 by a10; a12 and a43 by nothing; a39 and a42 are internal
    "next_meetings_set_within_a_day": (1, 3, 0),  # a9 by a11, entered 2 h later; a12 and a43 by nothing ahead
    "second_stakeholders_invited": (1, 0, 0),  # a9; for a44 and a45 the customer asked
    "stakeholder_outreach": (2, 0, 0),  # a10 a16
    "economic_buyer_requests": (1, 0, 0),  # a9; for a44 and a45 the customer asked
    "executive_calls": (2, 0, 0),  # a1 a16
    "early_stage_conversations": (2, 0, 0),  # a16 a38; o1 was in its third stage when a10 was sent
    "tier_a_meeting_requests": (2, 0, 0),  # a9 a11; for a44 and a46 the customer asked
    "customer_meeting_requests": (3, 0, 0),  # a9 a11 a33; for a44 a45 a46 the customer asked
    "outbound_calls": (6, 0, 0),  # a1 a2 a6 a7 a16 a40
    "emails_sent": (8, 0, 0),  # a3 a5 a8 a10 a34 a35 a37 a38
    "notes_within_a_day": (24, 26, 1),  # all but a2 and a43; a15 unconfirmed
    "meetings_with_buyers": (1, 0, 0),  # a9
    "meetings_held": (3, 0, 1),  # a9 a12 a43; a15 unconfirmed
    "connect_rate": (3, 6, 0),  # a1 a6 a16
    "meeting_show_rate": (2, 3, 1),  # a9 a12 of those and a14; a15 unconfirmed; a13 is internal
    "meetings_booked": (10, 0, 0),  # a9 a11 a12 a14 a15 a33 a43 a44 a45 a46
    "lead_conversion": (1, 3, 0),  # l2
    "stage_progress": (4, 0, 0),  # o1 o2 o3 o4; o5 and o6 were lost
    "qualified_opportunities": (1, 0, 0),  # o2
    "opportunities_created": (3, 0, 0),  # o2 o7 o9
    "win_rate": (2, 4, 0),  # o3 o4 of those and o5 o6
    "win_rate_by_value": (28_000, 38_000, 0),
    "sales_cycle_days": (41, 2, 0),  # 31 and 10
    "early_disqualification": (1, 2, 0),  # o5; o6 had reached the third stage
    "economic_buyer_meetings": (1, 0, 0),  # a9
    "second_stakeholder_meetings": (1, 0, 0),  # a9
    "average_deal_size": (28_000, 2, 0),
    "new_customers": (1, 0, 0),  # o4; A1 bought in January
    "tier_a_share_of_new_opportunities": (1, 3, 0),  # o7
    "leads_answered_in_a_day": (1, 2, 0),  # l1 by a6; of l2 colleagues talked in a41
    "target_accounts_in_contact": (2, 0, 0),  # A1 B1
    "bookings": (28_000, 2, 0),  # o3 o4
    "quota": (7000, 0, 0),  # 90,000 over 90 days
    "quota_attainment": (28_000, 7000, 0),
    "new_customer_bookings": (8000, 1, 0),  # o4
    "expansion_bookings": (20_000, 1, 0),  # o3
    "open_pipeline_value": (18_600, 0, 1),  # o1 o2 o7; o8 has no rate
    "closed_value": (38_000, 4, 0),
    "target_accounts_started": (2, 0, 0),  # B1, written to 92 days before; D1, never; A1 was called in February
    "first_meetings_requested": (3, 0, 0),  # a9 a15 a33; a11 a14 come later, B1 was met before, a46 is the customer's
    "tier_a_accounts_touched": (2, 0, 0),  # A1 D1
    "due_tier_a_accounts_touched": (1, 0, 0),  # D1; A1 was called ten days before
    "tier_a_touch_pattern": (1, 1, 0),  # A1; D1 has no owner
    "leads_approached_in_time": (2, 0, 0),  # l1 l3
    "leads_pursued": (1, 0, 0),  # l3 by a8 a34 a35
    "meetings_prepared": (2, 0, 0),  # a9 by t1, a12 by t3
    "next_meetings_set": (1, 0, 0),  # a9 by a11
    "follow_ups_sent": (1, 0, 0),  # a9 by a10
    "customer_mails_answered": (1, 0, 0),  # a36 by a37; a4 by nothing for two days
    "stakeholders_mapped": (1, 2, 0),  # o1: boss and champion; o2: boss; o7 and o8 are in the first stage
    "early_executive_outreach": (1, 0, 0),  # a16
    "quiet_opportunities_revived": (1, 0, 0),  # o7 by a38; o1 was met by a9, o2 by a12; a42 is internal
    "pipeline_in_order": (1, 4, 0),  # o1 of those and o2, overdue, and o7 o8 without any day
    "debriefs_held": (1, 0, 0),  # o5 by a39
    "key_account_tasks_on_time": (1, 0, 0),  # t1; t2 was late, t3 is about tier B
    "senior_meeting_requests": (1, 0, 0),  # a9; nobody senior in a11 and a33; for a44 the customer asked
    "quiet_customers_contacted": (2, 0, 0),  # A1 by a1, before any answer; D1
    "new_customer_check_ins": (1, 0, 0),  # B1 by a16, two hours after it bought; A1 bought in 2024
    "partner_meeting_requests": (1, 0, 0),  # a33; for a45 the partner asked
    "partner_sessions_offered": (1, 0, 0),  # a33; for a45 the partner asked
    "target_account_coverage": (2, 2, 0),  # A1 B1; D1 has no owner
    "potential_covered": (80_000, 100_000, 0),
    "potential_in_contact": (80_000, 2, 0),  # A1 B1
    "potential_assigned": (100_000, 3, 0),  # A1 B1 P1
    "accounts_assigned": (4, 0, 0),  # A1 B1 C1 P1
    "conversations": (3, 0, 0),  # a1 a6 a16
    "meeting_acceptance": (10, 3, 0),
    "qualified_that_advanced": (0, 1, 0),  # o2 has not moved on
    "time_in_stage": (42, 4, 0),  # o1 6 days, o2 4, o7 3, o8 29
    "multi_threaded_opportunities": (1, 2, 0),  # o1 by a9; o2 talked with boss alone
    "economic_buyer_access": (1, 1, 0),  # o1 by a9
    "customers_who_bought_again": (1, 2, 0),  # A1 in October 2024 and again; P1 in March 2025 and not since
    "share_of_wallet": (29_000, 100_000, 0),
    "won_from_accounts": (29_000, 3, 0),  # o0 o3 o4; P1 bought nothing
    "expansion_opportunities": (1, 0, 0),  # o7; B1 bought only after o2 was opened
    "partner_opportunities": (1, 0, 0),  # o2
    "customers_in_contact": (1, 2, 0),  # A1; nobody talked with P1: a41 is internal
    "relationship_breadth": (1, 1, 0),  # A1: boss and champion
    "bookings_year_before": (1500, 1, 0),  # o21
    "bookings_growth": (28_000, 1500, 0),
    "target_market_share": (1, 2, 0),  # A1 of A1 B1
}
BEN: Numbers = {
    "outbound_calls": (1, 0, 0),  # a18
    "connect_rate": (0, 1, 0),
    "notes_within_a_day": (1, 1, 0),
    "open_pipeline_value": (1600, 0, 0),  # o10 and o9, his since Sunday
    "pipeline_in_order": (0, 2, 0),
    "time_in_stage": (17, 2, 0),  # o9 since Saturday morning, o10 since 20 February
    "accounts_assigned": (1, 0, 0),  # F1
}
# What mia did with and for ben, her only seller.
MIA: Numbers = {
    "early_deal_talks_held": (2, 0, 0),  # o10 by a50, o9 by a55
    "deal_talks_held": (2, 0, 0),  # a50 a55
    "deal_talks_acted_on": (1, 0, 0),  # a50 by a57
    "joint_meetings_planned": (2, 0, 0),  # a57 a58; for a59 the customer asked
    "joint_meetings_held": (1, 0, 0),  # a57
}


def numbers(counted: dict[str, dict[tuple[str, object, object], tuple[float, ...]]], seller: str) -> Numbers:
    found: dict[str, tuple[float, float, float]] = defaultdict(lambda: (0, 0, 0))
    for metric, cells in counted.items():
        for (who, _, _), parts in cells.items():
            if who == seller:
                found[metric] = tuple(a + b for a, b in zip(found[metric], parts[:3], strict=True))  # type: ignore[assignment]
    return dict(found)


def assert_counted(session: DuckSession | PostgresSession, sellers: dict[int, str]) -> None:
    counted = engine_counts(session, list(catalogue().values()), sellers)
    found = numbers(counted, "ann")  # type: ignore[arg-type]
    wrong = {key: (ANN[key], found.get(key)) for key in ANN if found.get(key) != pytest.approx(ANN[key])}
    assert wrong == {}
    assert numbers(counted, "ben") == BEN  # type: ignore[arg-type]
    of_mia = numbers(counted, "mia")  # type: ignore[arg-type]
    assert {key: of_mia.get(key) for key in MIA} == MIA


def test_it_counts_on_duckdb_what_was_counted_by_hand(tmp_path: Path) -> None:
    world = hand_world()
    shaped = shaped_world(world, sellers_of(world))
    with DuckSession(shaped.files(tmp_path), scope_of(world, SUNDAY, [WEEK_ON])) as session:
        assert_counted(session, shaped.sellers)


def test_it_counts_on_postgresql_what_was_counted_by_hand(warehouse: str) -> None:
    world = hand_world()
    shaped = shaped_world(world, sellers_of(world))
    with PostgresSession(warehouse, scope_of(world, SUNDAY, [WEEK_ON])) as session:
        for name in TABLES:
            session.add_canonical(name, shaped.tables[name])
        assert_counted(session, shaped.sellers)


def test_it_has_counted_every_metric_of_the_catalogue_by_hand() -> None:
    assert ANN.keys() | MIA.keys() == catalogue().keys()
    assert len(ANN) >= 80
    assert all(any(parts) for parts in (*ANN.values(), *MIA.values())), "a count of nothing proves nothing"


def test_it_puts_the_nearest_objective_beside_every_activity_that_can_be_chosen() -> None:
    known = catalogue()
    chosen = [definition for definition in known.values() if definition.can_be_hia]
    assert len(chosen) >= 25
    assert {role for definition in chosen for role in definition.roles} == ROLES.keys()
    assert {definition.process for definition in chosen} == {*Process} - {Process.NONE}
    for definition in chosen:
        assert known[definition.objective].metric_class is MetricClass.OBJECTIVE, definition.key
        assert known[definition.objective].noun, f"{definition.objective} is a figure beside {definition.key}"


def test_it_says_of_every_metric_what_it_is() -> None:
    for definition in catalogue().values():
        assert definition.name, definition.key
        assert definition.why, definition.key
        assert definition.evidence, definition.key
        is_watched = not (definition.is_raw_volume or definition.is_hygiene)
        assert bool(lag_in_words(definition)) == is_watched, definition.key
        assert definition.catalogue_id, definition.key
        is_result = definition.metric_class is MetricClass.RESULT
        assert (definition.process is Process.NONE) == is_result, definition.key
        assert (definition.metric_class is MetricClass.ACTIVITY) == (not definition.subcategory), definition.key
        assert definition.gaming_risk, definition.key
        assert definition.counter_metric in catalogue(), definition.key
        assert definition.counter_metric != definition.key
        assert (definition.minutes > 0) == (definition.can_be_hia or definition.is_raw_volume), definition.key
        assert bool(definition.roles) == (is_watched and not is_result), definition.key


def test_it_reads_the_shipped_files_as_it_reads_anybodys() -> None:
    texts = [file.read_text(encoding="utf-8") for file in definition_files()]
    assert [d for text in texts for d in definitions_from(text)] == list(catalogue().values())


def test_it_counts_every_metric_of_the_list_or_says_what_is_missing() -> None:
    listed = {f"{kind}{number:02}" for kind, most in LISTED.items() for number in range(1, most + 1)}
    counted = {definition.catalogue_id for definition in catalogue().values()}
    missing = {metric.catalogue_id for metric in missing_metrics()}
    assert counted | missing == listed
    assert counted & missing == set()
    for metric in missing_metrics():
        assert metric.name, metric.catalogue_id
        assert metric.needs, metric.catalogue_id
        assert not metric.instead or metric.instead in catalogue(), metric.catalogue_id
