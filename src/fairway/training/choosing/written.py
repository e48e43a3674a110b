"""A practice case as `fairway suggest --case` reads one: what it shows, and nothing of its answer."""

from typing import Any

from fairway.training.choosing.types import Case, Driver, Option, Unit

UNITS = {
    Unit.COUNT: "per quarter",
    Unit.PERCENT: "%",
    Unit.THOUSAND: "thousand",
    Unit.DAYS: "days",
    Unit.A_WEEK: "per week",
}


def written_case(case: Case) -> dict[str, Any]:
    """One JSON object; levels in the unit each names, shares of records 0 to 1."""
    return {
        "id": case.key,
        "role": case.role,
        "goal": {"metric": case.result, "target": case.goal, "heading_for": case.heading_for},
        "funnel": [_driver(one) for one in case.drivers],
        "time": {"weeks_left": case.weeks_left},
        "capacity": {"free_h_per_week": case.hours_free},
        "candidates": [_option(one, case) for one in case.options],
    }


def _driver(one: Driver) -> dict[str, Any]:
    return {
        "step": one.name,
        "unit": UNITS[one.unit],
        "now": one.now,
        "own_avg_4q": one.before,
        "peer_median": one.peers,
        "n": one.count,
    }


def _option(one: Option, case: Case) -> dict[str, Any]:
    aim = case.driver(one.drives)
    found = {
        "key": one.key,
        "label": one.name,
        "definition": one.text,
        "level": {"seller": one.own, "peer_median": one.peers, "peer_top_quartile": one.top, "unit": UNITS[one.unit]},
        "effort_h_per_week": one.hours,
        "effect_visible_weeks": {"from": one.weeks[0], "to": one.weeks[1]},
        "crm": {"fill_rate": one.filled, "logged_within_24h": one.in_time},
        "local_evidence": one.found,
    }
    return found | ({"acts_on": aim.name} if aim is not None else {})
