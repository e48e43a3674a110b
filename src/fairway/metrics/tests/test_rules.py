"""Each named rule refuses a definition that breaks it, and says where, which value and what to do."""

from typing import Any

import pytest

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.rules import RULES, problems_of
from fairway.metrics.spec import UnreadableDefinition, definition_from, definitions_from

GOOD: dict[str, Any] = {"key": "own", "name": "Own", "class": "activity", "records": "activities"}
SHARE = {"counting": "share", "unit": "share", "of": [{"field": "type", "is": "call"}]}
LEADS = {"records": "leads", "counting": "followed", "unit": "share"}
DEALS = {"records": "opportunities", "class": "objective"}
NESTED = {"where": [{"any": [{"field": "type", "is": "call"}, {"all": [{"field": "tier", "is": "A"}]}]}]}
FOLLOW = {"within_hours": 24, "by": "lead_key"}
REPLIED = {"any": [{"field": "direction", "is": "inbound"}, {"field": "type", "is": "meeting"}]}
MANY = [{"any": [{"field": "word", "is": f"kind {one} {other}"} for one in range(50)]} for other in range(5)]


def had(**words: Any) -> dict[str, Any]:
    """A look-back of those words."""
    return {"where": [{"had": {"within_days": 30, "by": "account_id", **words}}]}


# Rule, what makes the definition bad, the word of the syntax it is told about, the value told.
BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("key_is_a_word", {"key": " "}, "key", ""),
    ("key_is_a_word", {"key": "x" * 121}, "key", "x" * 121),
    ("key_is_a_word", {"key": "two\u200blines"}, "key", repr("two\u200blines")),
    ("records_are_known", {"records": "tickets"}, "records", "tickets"),
    ("fields_are_known", {"where": [{"field": "colour", "is": "red"}]}, "where", "colour"),
    ("fields_are_known", NESTED, "where", "tier"),
    ("fields_are_known", {"where": [{"any": []}]}, "where", "any"),
    ("fields_are_known", {**LEADS, "follow_up": {**FOLLOW, "where": [{"field": "x", "is": "y"}]}}, "follow_up", "x"),
    ("conditions_are_few", {"where": MANY}, "where", "250"),
    ("ids_are_known_or_not", {"where": [{"field": "account_id", "is": "0017"}]}, "where", "0017"),
    ("tests_fit_their_fields", {"where": [{"field": "type", "at_least": 3}]}, "where", "3"),
    ("tests_fit_their_fields", {"where": [{"field": "duration_min", "at_least": "20"}]}, "where", "'20'"),
    ("tests_fit_their_fields", {"where": [{"field": "duration_min", "is": float("nan")}]}, "where", "nan"),
    ("tests_fit_their_fields", {"where": [{"field": "duration_min", "is": 10**30}]}, "where", str(10**30)),
    ("tests_fit_their_fields", {"where": [{"field": "is_auto_captured", "is": "yes"}]}, "where", "'yes'"),
    ("tests_fit_their_fields", {"where": [{"field": "type", "is": ["call"]}]}, "where", "['call']"),
    ("tests_fit_their_fields", {"where": [{"field": "type", "in": []}]}, "where", ""),
    ("values_of_a_list_are_on_it", {"where": [{"field": "type", "is": "meetting"}]}, "where", "'meetting'"),
    ("values_of_a_list_are_on_it", {"where": [{"field": "type", "in": ["call", "Call"]}]}, "where", "'Call'"),
    ("values_of_a_list_are_on_it", {"where": [{"field": "direction", "is": "out"}]}, "where", "'out'"),
    ("values_of_a_list_are_on_it", {"where": [{"field": "status", "is_not": "held"}]}, "where", "'held'"),
    ("date_is_known", {"date": "closed"}, "date", "closed"),
    ("date_is_known", {**DEALS, "counting": "open", "date": "created"}, "date", "created"),
    ("credit_fits_records", {"credit": "owner"}, "credit", "owner"),
    ("credit_fits_records", {**DEALS, "credit": "seller"}, "credit", "seller"),
    ("parts_fit_counting", {"of": [{"field": "type", "is": "call"}]}, "of", "count"),
    ("parts_fit_counting", {"value": "account_id"}, "value", "count"),
    ("parts_fit_counting", {**SHARE, "quality": [{"field": "type", "is": "call"}]}, "quality", "share"),
    ("parts_fit_counting", {"follow_up": FOLLOW}, "follow_up", "count"),
    ("parts_fit_counting", {"over": ["bookings", "quota"]}, "over", "count"),
    ("parts_fit_counting", {**DEALS, "statuses": ["planned"]}, "statuses", "planned"),
    ("counting_has_what_it_needs", {"counting": "share", "unit": "share"}, "of", ""),
    ("counting_has_what_it_needs", LEADS, "follow_up", ""),
    ("counting_has_what_it_needs", {"counting": "distinct"}, "value", ""),
    ("counting_has_what_it_needs", {"counting": "open"}, "records", "activities"),
    ("counting_has_what_it_needs", {**DEALS, "counting": "ratio", "unit": "share"}, "over", ""),
    ("counting_has_what_it_needs", {"counting": "ratio", "unit": "share", "over": ["quota", "x"]}, "over", "x"),
    (
        "counting_has_what_it_needs",
        {"counting": "ratio", "unit": "share", "over": ["quota", "win_rate_by_value"]},
        "over",
        "win_rate_by_value",
    ),
    ("references_are_known", {"objective": "nothing"}, "objective", "nothing"),
    ("references_are_known", {"objective": "bookings"}, "objective", "bookings"),
    ("references_are_known", {**DEALS, "objective": "win_rate"}, "objective", "win_rate"),
    ("references_are_known", {"counter_metric": "nothing"}, "counter_metric", "nothing"),
    ("key_is_nobodys_alias", {"aliases": ["win_rate"]}, "aliases", "win_rate"),
    ("value_is_a_field", {"counting": "distinct", "value": "colour"}, "value", "colour"),
    ("value_is_a_field", {"counting": "distinct", "value": "contacts.seniority"}, "value", "contacts.seniority"),
    ("value_is_a_field", {"counting": "sum", "value": "word"}, "value", "word"),
    ("value_is_a_field", {**DEALS, "counting": "open", "value": "stage"}, "value", "stage"),
    ("value_is_a_field", {"counting": "sum", "value": "opportunity.amount"}, "value", "opportunity.amount"),
    ("quotas_are_summed", {"records": "quotas", "class": "result"}, "counting", "count"),
    ("statuses_are_known", {"statuses": ["finished"]}, "statuses", "finished"),
    ("statuses_are_known", {"statuses": []}, "statuses", ""),
    (
        "follow_up_is_possible",
        {**LEADS, "follow_up": {"within_hours": 24, "by": "account_id"}},
        "follow_up",
        "account_id",
    ),
    ("follow_up_is_possible", {**LEADS, "follow_up": {"within_hours": 500, "by": "lead_key"}}, "follow_up", "500"),
    ("follow_up_is_possible", {**LEADS, "follow_up": {**FOLLOW, "date": "closed"}}, "follow_up", "closed"),
    ("follow_up_is_possible", {**LEADS, **DEALS, "follow_up": FOLLOW}, "follow_up", "opportunities"),
    ("follow_up_is_possible", {**LEADS, "follow_up": {**FOLLOW, "statuses": []}}, "follow_up", ""),
    ("follow_up_is_possible", {**LEADS, "follow_up": {**FOLLOW, "different": "days"}}, "follow_up", "days"),
    ("look_backs_are_possible", had(by="lead_key", within_days=0), "had", "0"),
    ("look_backs_are_possible", had(within_days=500), "had", "500"),
    ("look_backs_are_possible", {**DEALS, **had(by="lead_key")}, "had", "lead_key"),
    ("look_backs_are_possible", {**had(), "records": "quotas"}, "had", "quotas"),
    ("look_backs_are_possible", had(date="closed"), "had", "closed"),
    ("look_backs_are_possible", had(at_least=500), "had", "500"),
    ("look_backs_are_possible", had(where=had()["where"]), "had", "had"),
    ("look_backs_are_possible", {**LEADS, "follow_up": {**FOLLOW, **had()}}, "follow_up", "had"),
    ("fields_are_known", had(where=[{"field": "is_won", "is": True}]), "had", "is_won"),
    ("tests_fit_their_fields", {"where": [{"field": "day", "is": "2026-03-02"}]}, "where", "day"),
    ("tests_fit_their_fields", had(where=[{"field": "day", "known": True}]), "had", "day"),
    ("weeks_later_fit_records", {"weeks_later": 52}, "weeks_later", "52"),
    ("weeks_later_fit_records", {**DEALS, "weeks_later": 52, "date": "week_end"}, "weeks_later", "52"),
    ("weeks_later_fit_records", {**DEALS, "weeks_later": 400}, "weeks_later", "400"),
    (
        "ages_are_looked_at_when_a_week_ends",
        {**DEALS, "where": [{"field": "days_in_stage", "at_most": 9}]},
        "where",
        "days_in_stage",
    ),
    (
        "ages_are_looked_at_when_a_week_ends",
        {**DEALS, "date": "closed", "counting": "average", "value": "days_to_close"},
        "value",
        "days_to_close",
    ),
    ("lag_is_a_span", {"lag_cycles": [0.7, 0.3]}, "lag_cycles", "0.7, 0.3"),
    ("lag_is_a_span", {"lag_weeks": [0, 900]}, "lag_weeks", "0, 900"),
    ("roles_are_known", {"roles": ["seller"]}, "roles", "seller"),
    ("unit_fits_counting", {"unit": "share"}, "unit", "share"),
    ("unit_fits_counting", {**SHARE, "unit": "count"}, "unit", "count"),
    ("money_is_a_result", {**DEALS, "counting": "sum", "value": "amount"}, "unit", "count"),
    ("money_is_a_result", {"counting": "sum", "value": "duration_min", "unit": "money"}, "class", "activity"),
    ("activity_is_the_sellers_own_act", {"records": "opportunities"}, "class", "activity"),
    (
        "activity_is_the_sellers_own_act",
        {"records": "accounts", **SHARE, "of": [{"field": "is_customer", "is": True}, *had()["where"]]},
        "class",
        "activity",
    ),
    (
        "activity_is_the_sellers_own_act",
        {"records": "opportunities", **SHARE, "is_hygiene": True, "of": [{"field": "is_won", "is": True}]},
        "class",
        "activity",
    ),
    (
        "activity_is_the_sellers_own_act",
        {"records": "accounts", **SHARE, "of": had(by_same_seller=False, where=[REPLIED])["where"]},
        "class",
        "activity",
    ),
]


@pytest.mark.parametrize(("rule", "bad", "place", "value"), BAD, ids=[f"{row[0]}-{n}" for n, row in enumerate(BAD)])
def test_it_says_which_rule_a_definition_breaks_where_and_by_what(
    rule: str, bad: dict[str, Any], place: str, value: str
) -> None:
    definition = definition_from({**GOOD, **bad})
    broken = [p for p in problems_of(definition, {**catalogue(), definition.key: definition}) if p.rule == rule]
    assert (place, value) in [(problem.place, str(problem.value)) for problem in broken]
    assert all(len(problem.message) > 20 for problem in broken)


def test_it_has_a_bad_example_of_every_rule() -> None:
    assert {rule.__name__ for rule in RULES} == {row[0] for row in BAD}


def test_it_finds_nothing_wrong_with_a_definition_that_keeps_the_rules() -> None:
    definition = definition_from({**GOOD, "objective": "meetings_held"})
    assert problems_of(definition, {**catalogue(), "own": definition}) == []


def test_it_refuses_a_key_that_another_metric_has_for_an_alias() -> None:
    known = definition_from({**GOOD, "aliases": ["first call"]})
    taken = definition_from({**GOOD, "key": "first call"})
    problems = problems_of(taken, {"own": known, "first call": taken})
    assert [(problem.rule, problem.value) for problem in problems] == [("key_is_nobodys_alias", "first call")]


def one(rest: str = "version: 1", records: str = "activities") -> str:
    """One line of YAML that is a definition but for what is said last."""
    return f"- {{key: a, name: A, class: activity, records: {records}, {rest}}}\n"


# What the text says wrongly, the word it is told about, its line, and a part of what is told.
UNREADABLE = [
    ("- key: a\n  name: A\n  class: activity\n", "records", 1, "is needed"),
    (
        "\n- key: a\n  name: A\n  records: activities\n  class: deed\n",
        "class",
        2,
        "none of activity, objective, result",
    ),
    (one("colour: red"), "colour", 1, "no word of the syntax"),
    (one("where: call"), "where", 1, "list of conditions"),
    (one("where: [{field: type}]"), "where", 1, "one test"),
    (one("where: [{field: type, like: c}]"), "where", 1, "not a test"),
    (one("where: [{any: [], field: type}]"), "where", 1, "mixes"),
    (one("statuses: done"), "statuses", 1, "not a list"),
    (one("is_hygiene: maybe"), "is_hygiene", 1, "true nor false"),
    (one("version: new"), "version", 1, "whole number"),
    ("- {key: a, name: [A], class: activity, records: activities}\n", "name", 1, "not a text"),
    ("- {key: a, name: A, class: result, records: quotas, over: quota}\n", "over", 1, "keys of two metrics"),
    (one("follow_up: {by: lead_key}", "leads"), "follow_up", 1, "within_hours"),
    (one("follow_up: {by: lead_key, within_hours: soon}", "leads"), "follow_up", 1, "not a number"),
    (one("follow_up: {by: lead_key, within_hours: 2, who: me}", "leads"), "follow_up", 1, "no word of a follow-up"),
    ("- key: a\n  name: A\n  class: activity\n  records: activities\n  name: B\n", "name", 5, "stated twice"),
    (f"{one()}{one()}", "key", 1, "defined 2 times"),
    ("- key: 'a\n", "", 2, "not YAML"),
    ("key: a\n", "", None, "list of definitions"),
    ("", "", None, "list of definitions"),
    ("just words", "", None, "list of definitions"),
    ("- just words\n", "", 1, "not a mapping"),
    ("metrics: {a: b}\n", "", None, "list of definitions"),
    (one("where: &deep [{any: *deep}]"), "where", 1, "deep"),
]


@pytest.mark.parametrize(("text", "place", "line", "told"), UNREADABLE, ids=[row[3] for row in UNREADABLE])
def test_it_says_what_cannot_be_read_on_which_line(text: str, place: str, line: int | None, told: str) -> None:
    with pytest.raises(UnreadableDefinition) as raised:
        definitions_from(text)
    found = [(problem.place, problem.line) for problem in raised.value.problems if told in problem.message]
    assert (place, line) in found


@pytest.mark.parametrize(
    "of",
    [
        had()["where"],
        [{"any": [*had()["where"], *had(within_days=90)["where"]]}],
        had(by_same_seller=False, where=[{"field": "type", "is": "email"}])["where"],
    ],
)
def test_a_share_of_what_the_seller_did_something_about_is_their_own(of: list[dict[str, Any]]) -> None:
    definition = definition_from({**GOOD, "records": "accounts", **SHARE, "of": of})
    assert problems_of(definition, catalogue()) == []
