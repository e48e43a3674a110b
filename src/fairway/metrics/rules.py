"""Named rules every definition keeps. Each takes a definition and all known keys and gives its problems."""

from collections.abc import Callable, Collection, Iterator

from fairway.metrics.fields import DATES, FIELDS
from fairway.metrics.types import Condition, Counting, Credit, Definition, MetricClass, Problem, Unit

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
        if condition.field not in known:
            close = ", ".join(sorted(known))
            yield Problem(definition.key, place, f"{records} have no field {condition.field!r}; they have {close}")


def tests_fit_their_fields(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    for place, records, condition in _conditions(definition):
        source = FIELDS.get(records, {}).get(condition.field)
        if source is None or condition.test in {"known", "unknown"}:
            continue
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
    source = FIELDS.get(definition.records, {}).get(definition.value)
    if definition.value and source is None:
        yield Problem(definition.key, "value", f"{definition.records} have no field {definition.value!r}")
    elif (
        definition.value
        and definition.counting in {Counting.SUM, Counting.AVERAGE}
        and source
        and source.kind != "number"
    ):
        yield Problem(definition.key, "value", f"{definition.value} is not a number")


def statuses_are_known(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    for status in (*definition.statuses, *(definition.follow_up.statuses if definition.follow_up else ())):
        if status not in STATUSES:
            yield Problem(definition.key, "statuses", f"{status!r} is not one of {', '.join(STATUSES)}")


def follow_up_is_possible(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    follow_up = definition.follow_up
    if follow_up is None:
        return
    if follow_up.by not in {"opportunity_id", "account_id", "lead_key"}:
        yield Problem(definition.key, "follow_up", "records are joined by opportunity_id, account_id or lead_key")
    if not 0 < follow_up.within_hours <= 7 * 24:
        yield Problem(definition.key, "follow_up", "within_hours lies between 0 and 168")
    if definition.records not in {"activities", "leads"}:
        yield Problem(definition.key, "follow_up", "only activities and leads can be followed up")


def unit_fits_counting(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    is_share = definition.counting in {Counting.SHARE, Counting.FOLLOWED, Counting.RATIO}
    if is_share != (definition.unit is Unit.SHARE):
        yield Problem(definition.key, "unit", "shares have the unit share, and nothing else has")


def money_is_a_result(definition: Definition, _known: Collection[str]) -> Iterator[Problem]:
    """Money, pipeline value included, can be measured and never managed."""
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
    statuses_are_known,
    follow_up_is_possible,
    unit_fits_counting,
    money_is_a_result,
    activity_is_the_sellers_own_act,
)
