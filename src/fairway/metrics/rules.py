"""Named rules every definition keeps. Each takes a definition and all known keys and gives its problems."""

from collections.abc import Callable, Collection, Iterator

from fairway.metrics.fields import DATES, FIELDS
from fairway.metrics.types import Condition, Counting, Credit, Definition, MetricClass, Problem, Unit

GROUPS = frozenset({"all", "any", "none"})
MONEY_FIELDS = ("amount", "account.potential_amount")
JOINED_BY = {"activities": ("opportunity_id", "account_id", "lead_key"), "leads": ("lead_key",)}
STATUSES = ("planned", "done", "unconfirmed", "cancelled", "no_show")
NUMBER_TESTS = frozenset({"at_least", "at_most", "above", "below"})
Rule = Callable[[Definition, Collection[str]], Iterator[Problem]]


def problems_of(definition: Definition, known_keys: Collection[str] = ()) -> list[Problem]:
    """Every rule the definition breaks; an empty list when it may be used."""
    return [problem for rule in RULES for problem in rule(definition, known_keys)]


def _conditions(definition: Definition) -> Iterator[tuple[str, str, Condition]]:
    """(place, kind of record, condition), groups opened."""
    agenda = [("where", definition.records, part) for part in definition.where]
    agenda += [("of", definition.records, part) for part in definition.of]
    agenda += [("quality", definition.records, part) for part in definition.quality]
    if definition.follow_up is not None:
        agenda += [("follow_up", "activities", part) for part in definition.follow_up.where]
    while agenda:
        place, records, condition = agenda.pop(0)
        agenda.extend((place, records, part) for part in condition.parts)
        if not condition.parts:
            yield place, records, condition


def key_is_a_word(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    if not definition.key.strip() or len(definition.key) > 120:
        yield Problem(definition.key, "key", "must be a word of at most 120 characters")


def records_are_known(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    if definition.records not in FIELDS:
        yield Problem(definition.key, "records", f"{definition.records!r} is not one of {', '.join(FIELDS)}")


def fields_are_known(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    for place, records, condition in _conditions(definition):
        known = FIELDS.get(records, {})
        if condition.test in GROUPS:
            yield Problem(definition.key, place, f"{condition.test} needs at least one condition under it")
        elif condition.field not in known:
            close = ", ".join(sorted(known))
            yield Problem(definition.key, place, f"{records} have no field {condition.field!r}; they have {close}")


def tests_fit_their_fields(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    for place, records, condition in _conditions(definition):
        source = FIELDS.get(records, {}).get(condition.field)
        if source is None or condition.test in {"known", "unknown"}:
            continue
        if not condition.values:
            yield Problem(definition.key, place, f"{condition.field} {condition.test} needs a value to compare with")
        if condition.test in NUMBER_TESTS and source.kind != "number":
            yield Problem(definition.key, place, f"{condition.field} is not a number and cannot be {condition.test}")
        for value in condition.values:
            if not _fits(value, source.kind):
                yield Problem(definition.key, place, f"{condition.field} is a {source.kind}; {value!r} is not")


def _fits(value: object, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def date_is_known(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    dates = DATES.get(definition.records, {})
    if definition.date and definition.date not in dates:
        yield Problem(
            definition.key,
            "date",
            f"{definition.records} have no day called {definition.date!r}; use {', '.join(dates)}",
        )


def credit_fits_records(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    if definition.records == "activities" and definition.credit is Credit.OWNER:
        yield Problem(definition.key, "credit", "an activity is credited to the seller who did it")


def counting_has_what_it_needs(definition: Definition, known: Collection[str]) -> Iterator[Problem]:
    counting = definition.counting
    if counting is Counting.SHARE and not definition.of:
        yield Problem(definition.key, "of", "a share needs the conditions of the counted part")
    if counting is Counting.FOLLOWED and definition.follow_up is None:
        yield Problem(definition.key, "follow_up", "is needed to count what was followed up")
    if counting in {Counting.DISTINCT, Counting.SUM, Counting.AVERAGE} and not definition.value:
        yield Problem(definition.key, "value", f"{counting} needs the field it works on")
    if counting is Counting.OPEN and definition.records != "opportunities":
        yield Problem(definition.key, "records", "only opportunities can be open")
    if counting is Counting.RATIO:
        missing = [key for key in definition.over or () if known and key not in known]
        if definition.over is None or missing:
            yield Problem(
                definition.key, "over", f"needs the keys of two metrics; unknown: {', '.join(missing) or 'both'}"
            )


def value_is_a_field(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    value, counting = definition.value, definition.counting
    source = FIELDS.get(definition.records, {}).get(value)
    if not value:
        return
    if source is None:
        yield Problem(definition.key, "value", f"{definition.records} have no field {value!r}")
    elif value.startswith("contacts.") and value != "contacts.count":
        yield Problem(definition.key, "value", f"{value} may differ between participants; use it in a condition")
    elif counting in {Counting.SUM, Counting.AVERAGE} and source.kind != "number":
        yield Problem(definition.key, "value", f"{value} is not a number")
    elif counting is Counting.OPEN and value != "amount":
        yield Problem(definition.key, "value", "open opportunities are counted, or their amount is summed")
    elif counting in {Counting.SUM, Counting.AVERAGE} and value == "opportunity.amount":
        message = "amounts are added up once per opportunity: use the records opportunities and the value amount"
        yield Problem(definition.key, "value", message)


def quotas_are_summed(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    is_sum = definition.counting is Counting.SUM and definition.value == "amount"
    if definition.records == "quotas" and definition.counting is not Counting.RATIO and not is_sum:
        yield Problem(definition.key, "counting", "quotas are spread over their days: use counting sum of value amount")


def statuses_are_known(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    places = [("statuses", definition.statuses)]
    if definition.follow_up is not None:
        places.append(("follow_up", definition.follow_up.statuses))
    for place, statuses in places:
        if not statuses:
            yield Problem(definition.key, place, f"needs at least one status of {', '.join(STATUSES)}")
        for status in statuses:
            if status not in STATUSES:
                yield Problem(definition.key, place, f"{status!r} is not one of {', '.join(STATUSES)}")


def follow_up_is_possible(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    follow_up = definition.follow_up
    if follow_up is None:
        return
    joined_by = JOINED_BY.get(definition.records, ())
    if not joined_by:
        yield Problem(definition.key, "follow_up", "only activities and leads can be followed up")
    elif follow_up.by not in joined_by:
        yield Problem(definition.key, "follow_up", f"{definition.records} are joined by {' or '.join(joined_by)}")
    if not 0 < follow_up.within_hours <= 7 * 24:
        yield Problem(definition.key, "follow_up", "within_hours lies between 0 and 168")
    if follow_up.date not in DATES["activities"]:
        yield Problem(
            definition.key, "follow_up", f"the day of what follows is one of {', '.join(DATES['activities'])}"
        )


def unit_fits_counting(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    is_share = definition.counting in {Counting.SHARE, Counting.FOLLOWED, Counting.RATIO}
    if is_share != (definition.unit is Unit.SHARE):
        yield Problem(definition.key, "unit", "shares have the unit share, and nothing else has")


def money_is_a_result(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    """Money, pipeline value included, can be measured and never managed; only amounts are money."""
    is_number = definition.counting in {Counting.SUM, Counting.AVERAGE, Counting.OPEN}
    if is_number and (definition.unit is Unit.MONEY) != (definition.value in MONEY_FIELDS):
        yield Problem(definition.key, "unit", f"the unit money goes with the value {' or '.join(MONEY_FIELDS)}")
    if definition.unit is Unit.MONEY and definition.metric_class is MetricClass.ACTIVITY:
        yield Problem(definition.key, "class", "money is a result or an objective, never an activity")


def activity_is_the_sellers_own_act(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    """The consent test on its face: what counts only with a customer's yes is an objective."""
    if definition.metric_class is MetricClass.ACTIVITY and definition.records in {
        "opportunities",
        "stage_changes",
        "quotas",
    }:
        yield Problem(
            definition.key, "class", f"{definition.records} move only with the customer's yes: class it as an objective"
        )


RULES: tuple[Rule, ...] = (
    key_is_a_word,
    records_are_known,
    fields_are_known,
    tests_fit_their_fields,
    date_is_known,
    credit_fits_records,
    counting_has_what_it_needs,
    value_is_a_field,
    quotas_are_summed,
    statuses_are_known,
    follow_up_is_possible,
    unit_fits_counting,
    money_is_a_result,
    activity_is_the_sellers_own_act,
)
