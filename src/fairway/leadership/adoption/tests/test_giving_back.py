"""What a field gives back follows from the definitions that read it, and from nothing else."""

from dataclasses import replace

from fairway.leadership.adoption.giving_back import (
    FILLING,
    TITLES,
    asked_fields,
    fields_counted_by,
    filled_for,
    given_back,
)
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.columns import NATIVE, columns_of
from fairway.metrics.spec import definition_from
from fairway.metrics.types import Definition
from fairway.records.entering import FIELDS
from fairway.records.schema import TABLES
from fairway.signs.measuring import accounts_held, late_deals, measures

# What a CRM or a sync sets by itself, and what names a record.
BY_ITSELF = {
    "activities": {"activity_id", "seller_id", "word", "completed_at", "cancelled_at", "logged_at", "is_auto_captured"},
    "participants": {"activity_id"},
    "accounts": {"account_id"},
    "contacts": {"contact_id"},
    "leads": {"lead_id", "created_at", "converted_opportunity_id"},
    "opportunities": {"opportunity_id", "created_at"},
}
DERIVED = ("when_", "completed_", "logged_", "scheduled_", "created_", "closed_", "converted_")


def activity(**more: object) -> Definition:
    return definition_from({"key": "own", "name": "Own", "class": "activity", "records": "activities", **more})


def fillable(table: str) -> set[str]:
    names = {NATIVE.get(name, name) for name in TABLES[table].columns if not is_derived(name)}
    return {f"{table}.{name}" for name in names - BY_ITSELF[table]}


def is_derived(name: str) -> bool:
    return name.startswith(DERIVED) and name.endswith(("_on", "_owner_key", "_source", "when_at"))


def test_every_field_of_the_crm_that_somebody_fills_is_listed_once() -> None:
    listed = [one.column for one in asked_fields()]
    assert len(listed) == len(set(listed))
    assert set(listed) == set().union(*(fillable(table) for table in TITLES))


def test_a_field_nobody_reads_is_asked_for_in_vain() -> None:
    given = {one.asked.column: one for one in given_back({}, {})}
    assert given["opportunities.lost_reason"].is_in_vain
    assert given["activities.outcome"].is_in_vain
    assert not given["opportunities.amount"].is_in_vain


def test_an_activity_gives_back_for_what_it_is_counted_by_and_said_to_be_done_well_by() -> None:
    own = activity(
        where=[{"field": "word", "is": "discovery"}, {"field": "account.tier", "is": "A"}],
        quality=[{"field": "duration_min", "at_least": 20}, {"field": "word", "is": "discovery"}],
    )
    given = {one.asked.column: one for one in given_back({"own": {1, 2, 3}}, {"own": own})}
    for column in ("activities.subtype", "accounts.tier", "activities.account_id", "activities.status"):
        assert [(use.name, use.sellers) for use in given[column].counts] == [("Own", 3)], column
    assert [use.sellers for use in given["activities.duration_min"].well] == [3]
    assert given["activities.duration_min"].counts == []
    assert given["activities.subtype"].well == []  # counted by it already
    assert fields_counted_by(["own"], {"own": own}) == {"subtype", "account.tier", "account_id", "duration_min"}


def test_an_objective_gives_back_beside_the_activities_it_is_for() -> None:
    held = definition_from(
        {
            "key": "held",
            "name": "Held",
            "class": "objective",
            "records": "activities",
            "where": [{"field": "outcome", "is": "held"}],
        }
    )
    known = {"one": activity(objective="held"), "two": replace(activity(), key="two", objective="held"), "held": held}
    given = {one.asked.column: one for one in given_back({"one": {1, 2}, "two": {3}}, known)}
    assert [(use.name, use.sellers) for use in given["activities.outcome"].beside] == [("Held", 3)]


def test_a_follow_up_is_counted_by_what_ties_it_and_what_is_asked_of_it() -> None:
    own = activity(
        counting="followed",
        follow_up={"within_hours": 48, "by": "opportunity_id", "where": [{"field": "direction", "is": "outbound"}]},
    )
    assert {"activities.opportunity_id", "activities.direction"} <= columns_of(own).counted


def test_what_every_seller_is_told_reads_what_it_says_it_reads() -> None:
    """Signs of supply, load and movement are counted for everybody: what they read gives back to everybody."""
    gives = {one.column for one in asked_fields() if one.gives}
    listed = {one.column for one in asked_fields()}
    for measure in (*measures(), late_deals(2), accounts_held()):
        assert columns_of(measure).counted & listed <= gives, measure.key


def test_every_definition_of_the_catalogue_is_counted_by_fields_of_the_crm() -> None:
    for definition in catalogue().values():
        read = columns_of(definition)
        for column in read.counted | read.well:
            table, _, name = column.partition(".")
            known = {NATIVE.get(one, one) for one in TABLES[table].columns}
            assert name in known, (definition.key, column)
        assert read.counted or definition.over or definition.records in {"quotas", "accounts"}, definition.key


def test_fields_whose_filling_is_counted_are_those_that_are_counted() -> None:
    assert set(FILLING.values()) == set(FIELDS)
    assert FILLING.keys() <= {one.column for one in asked_fields()}


def test_one_activity_names_the_fields_its_seller_fills_for_it() -> None:
    own = activity(where=[{"field": "word", "is": "discovery"}], quality=[{"field": "outcome", "is": "reached"}])
    assert filled_for(own) == (["Kind of the activity", "Held or not", "When it took place"], ["Outcome"])
