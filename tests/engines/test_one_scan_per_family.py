"""Activities are the large table: each statement goes through them once, a look-ahead at most once more."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fairway.engines.duck import DuckSession
from fairway.lib.periods import week_of
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.compiling import statement_of
from fairway.metrics.families import WORDS, Family, counts_by_own_weeks, families_of, looks_at_spans, looks_back
from fairway.metrics.fields import WEEK_END
from fairway.metrics.types import Definition
from tests.engines.lake_files import scope_of, shaped_world
from tests.engines.organisations import DAYS, FIRST_ON, random_world, sellers_of
from tests.engines.random_definitions import random_definition

ONLY_IN_ACTIVITIES = "logged_at"  # every look at activities asks when they were logged


def scans(plan: list[dict[str, Any]]) -> Iterator[list[str]]:
    """The columns that each scan of lake files reads."""
    for node in plan:
        if node["name"].strip() == "READ_PARQUET":
            read = node["extra_info"]["Projections"]
            yield read if isinstance(read, list) else [read]
        yield from scans(node.get("children", []))


def scans_of_activities(session: DuckSession, family: Family) -> int:
    sql = statement_of(family, "duckdb", is_exact_past=False).sql
    plan = json.loads(session.explain(f"(FORMAT JSON) {sql}"))
    return sum(ONLY_IN_ACTIVITIES in columns for columns in scans(plan))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DuckSession]:
    world = random_world(Random(1))
    files = shaped_world(world, sellers_of(world)).files(tmp_path)
    # Weeks with records and a day at their end: DuckDB leaves out what its statistics say is empty.
    weeks = [week_of(FIRST_ON + timedelta(days=day), world.week_starts_on) for day in range(0, DAYS, 7)]
    with DuckSession(files, scope_of(world, FIRST_ON + timedelta(days=DAYS), weeks)) as opened:
        yield opened


def families(definitions: list[Definition]) -> dict[str, list[Family]]:
    found: dict[str, list[Family]] = {}
    for family in families_of(definitions):
        found.setdefault(family.kind, []).append(family)
    return found


def is_plain(family: Family) -> bool:
    return counts_by_own_weeks(family.members[0]) and not looks_at_spans(family.members[0])


def test_it_scans_activities_once_for_all_additive_metrics_of_a_day(session: DuckSession) -> None:
    rng = Random(2)
    own = [random_definition(rng, f"own {number}") for number in range(8)]
    by_kind = families([*catalogue().values(), *own])
    of_activities = [family for family in by_kind["additive"] if is_plain(family)]
    days = [family.members[0].date for family in of_activities]
    assert len(days) == len(set(days))
    assert max(len(family.members) for family in of_activities) > 10
    assert [scans_of_activities(session, family) for family in of_activities] == [1] * len(of_activities)


def test_it_scans_activities_once_for_all_different_values_of_a_field(session: DuckSession) -> None:
    found = [family for family in families(list(catalogue().values()))["distinct"] if is_plain(family)]
    assert max(len(family.members) for family in found) > 1
    assert [scans_of_activities(session, family) for family in found] == [1] * len(found)


def test_it_scans_activities_once_more_for_all_that_came_before(session: DuckSession) -> None:
    looking = [family for family in families_of(catalogue().values()) if any(map(looks_back, family.members))]
    standing = [family for family in looking if family.members[0].date == WEEK_END]
    assert {family.members[0].records for family in standing} == {"accounts", "opportunities"}
    assert max(len(family.members) for family in standing) >= 8
    assert [scans_of_activities(session, family) for family in standing] == [1] * len(standing)
    acts = [family for family in looking if family.members[0].records == "activities"]
    assert len(acts) >= 3
    assert all(1 <= scans_of_activities(session, family) <= 2 for family in acts)


def test_it_scans_activities_once_more_for_all_that_asks_who_works_for_whom(session: DuckSession) -> None:
    """Apart from the rest, which need not join every owner an opportunity ever had."""
    found = [family for family in families_of(catalogue().values()) if any(map(looks_at_spans, family.members))]
    counted = [family for family in found if family.kind != "look-ahead"]
    assert len(counted) == len({(family.kind, family.members[0].date) for family in counted}) >= 3
    assert [scans_of_activities(session, family) for family in counted] == [1] * len(counted)


def test_it_scans_activities_once_for_every_word(session: DuckSession) -> None:
    assert scans_of_activities(session, WORDS) == 1


def test_it_scans_activities_at_most_twice_for_a_look_ahead(session: DuckSession) -> None:
    for family in families(list(catalogue().values()))["look-ahead"]:
        assert 1 <= scans_of_activities(session, family) <= 2


def test_it_leaves_activities_alone_for_everything_else(session: DuckSession) -> None:
    others = [
        family
        for family in families_of(catalogue().values())
        if family.members[0].records != "activities"
        and family.kind != "look-ahead"
        and not any(map(looks_back, family.members))
    ]
    assert len(others) >= 5
    assert [scans_of_activities(session, family) for family in others] == [0] * len(others)
