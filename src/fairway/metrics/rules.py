"""Named rules every definition keeps. Each takes a definition and all known ones and gives its problems."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from fairway.metrics.condition_rules import (
    STATUSES,
    Known,
    conditions_are_few,
    each_condition,
    fields_are_known,
    ids_are_known_or_not,
    look_backs_are_possible,
    nearby_problems,
    tests_fit_their_fields,
    values_of_a_list_are_on_it,
)
from fairway.metrics.fields import DATES, FIELDS, WEEK_END
from fairway.metrics.types import ROLES, Condition, Counting, Credit, Definition, MetricClass, Problem, Unit

MONEY_FIELDS = ("amount", "account.potential_amount", "potential_amount", "won_last_year")
JOINED_BY = {"activities": ("opportunity_id", "account_id", "lead_key"), "leads": ("lead_key",)}
LONGEST_LAG = {"lag_cycles": 4, "lag_weeks": 156}
MOST_WEEKS_LATER = 156
AGES = frozenset({"days_in_stage", "days_to_close", "days_to_next_step"})  # of an opportunity, on the day of looking
LONGEST_KEY = 120
DECIDED_BY_CUSTOMERS = frozenset(
    {"is_customer", "is_won", "is_first_win_of_account", "last_position", "stage", "stage_position"}
)
THEIR_DOING: Mapping[str, frozenset[str]] = {"direction": frozenset({"inbound"}), "type": frozenset({"meeting"})}
LONGEST_LOOK_AHEAD = 7 * 24  # hours; changed records are followed back that far
Rule = Callable[[Definition, Known], Iterator[Problem]]


def problems_of(definition: Definition, known: Known | None = None) -> list[Problem]:
    """Every rule the definition breaks; an empty list when it may be used. Without `known`, what it refers to is not
    looked at.
    """
    others = known if known is not None else {}
    return [replace(problem, rule=rule.__name__) for rule in RULES for problem in rule(definition, others)]


def key_is_a_word(definition: Definition, _known: Known) -> Iterator[Problem]:
    """Any word of any language; only what cannot be seen is refused."""
    key = definition.key
    if not key.strip() or len(key) > LONGEST_KEY:
        yield Problem(key, "key", f"must be a word of at most {LONGEST_KEY} characters; shorten it", key)
    if key != key.strip() or any(not character.isprintable() for character in key):
        yield Problem(
            key, "key", "begins, ends or is broken by something that cannot be seen; write it anew", repr(key)
        )


def records_are_known(definition: Definition, _known: Known) -> Iterator[Problem]:
    if definition.records not in FIELDS:
        message = f"are not known; use one of {', '.join(FIELDS)}"
        yield Problem(definition.key, "records", message, definition.records)


def date_is_known(definition: Definition, _known: Known) -> Iterator[Problem]:
    dates = DATES.get(definition.records, {})
    if definition.date and definition.date not in dates:
        message = f"{definition.records} have no such day; use one of {', '.join(dates)}, or leave it out"
        yield Problem(definition.key, "date", message, definition.date)
    if definition.date and definition.counting in {Counting.OPEN, Counting.RATIO} and definition.date in dates:
        message = f"{definition.counting} looks at weeks, not at a day of the record; leave it out"
        yield Problem(definition.key, "date", message, definition.date)


def credit_fits_records(definition: Definition, _known: Known) -> Iterator[Problem]:
    usual = usual_credit(definition.records)
    if definition.records in FIELDS and definition.credit is not usual:
        whom = "the seller who did it" if usual is Credit.SELLER else "whoever owned it at that moment"
        message = f"a record of {definition.records} counts for {whom}; write {usual}, or leave it out"
        yield Problem(definition.key, "credit", message, definition.credit)


def usual_credit(records: str) -> Credit:
    """An activity counts for who did it; everything else for its owner."""
    return Credit.SELLER if records == "activities" else Credit.OWNER


PARTS: Mapping[str, frozenset[Counting]] = {
    "of": frozenset({Counting.SHARE}),
    "follow_up": frozenset({Counting.FOLLOWED}),
    "over": frozenset({Counting.RATIO}),
    "quality": frozenset({Counting.COUNT}),
    "value": frozenset({Counting.DISTINCT, Counting.SUM, Counting.AVERAGE, Counting.OPEN}),
}


def parts_fit_counting(definition: Definition, _known: Known) -> Iterator[Problem]:
    """What a way of counting would pass over in silence is refused."""
    for part, countings in PARTS.items():
        if getattr(definition, part) and definition.counting not in countings:
            which = " or ".join(sorted(countings))
            message = f"goes with counting {which}, not with {definition.counting}; leave one of the two out"
            yield Problem(definition.key, part, message, definition.counting)
    if definition.records != "activities" and definition.statuses != ("done",):
        message = f"only activities have one; leave it out, and use the fields of {definition.records}"
        yield Problem(definition.key, "statuses", message, ", ".join(definition.statuses))
    if definition.counting is Counting.RATIO and definition.where:
        yield Problem(definition.key, "where", "a ratio divides two metrics; put conditions into those", "ratio")


def counting_has_what_it_needs(definition: Definition, known: Known) -> Iterator[Problem]:
    counting = definition.counting
    if counting is Counting.SHARE and not definition.of:
        message = "a share needs the conditions of the counted part, such as of: [{field: is_won, is: true}]"
        yield Problem(definition.key, "of", message)
    if counting is Counting.FOLLOWED and definition.follow_up is None:
        message = "is needed to count what was followed up, such as {within_hours: 24, by: opportunity_id}"
        yield Problem(definition.key, "follow_up", message)
    if counting in {Counting.DISTINCT, Counting.SUM, Counting.AVERAGE} and not definition.value:
        yield Problem(definition.key, "value", f"{counting} needs the field it works on, such as value: account_id")
    if counting is Counting.OPEN and definition.records != "opportunities":
        yield Problem(definition.key, "records", "only opportunities can be open; use them", definition.records)
    if counting is Counting.RATIO and definition.over is None:
        yield Problem(definition.key, "over", "needs the keys of two metrics, such as [bookings, quota]")
    for key in definition.over or ():
        other = known.get(key)
        if known and other is None:
            yield Problem(definition.key, "over", "no metric has this key; `fairway metrics` lists them", key)
        elif other is not None and other.counting is Counting.RATIO:
            yield Problem(definition.key, "over", "is a ratio itself; divide counted metrics", key)


def references_are_known(definition: Definition, known: Known) -> Iterator[Problem]:
    """The objective beside an activity, and the metric to watch with it."""
    for place, key in (("objective", definition.objective), ("counter_metric", definition.counter_metric)):
        if key and known and key not in known:
            message = "no metric has this key; `fairway metrics` lists them, or define it beside this one"
            yield Problem(definition.key, place, message, key)
    objective = known.get(definition.objective)
    if objective is not None and objective.metric_class is not MetricClass.OBJECTIVE:
        message = f"is a metric of class {objective.metric_class}; name an objective"
        yield Problem(definition.key, "objective", message, definition.objective)
    if definition.objective and definition.metric_class is not MetricClass.ACTIVITY:
        yield Problem(definition.key, "objective", "stands beside activities only; leave it out", definition.objective)


def key_is_nobodys_alias(definition: Definition, known: Known) -> Iterator[Problem]:
    # A word of what is retired may mean something else again; its key stays its own, for its past weeks.
    for other in (replace(one, aliases=()) if one.is_retired else one for one in known.values()):
        if other.key != definition.key and definition.key in other.aliases:
            message = f"is also an alias of {other.key}; take another key, or the alias out"
            yield Problem(definition.key, "key", message, definition.key)
        shared = {*definition.aliases} & {other.key, *other.aliases}
        if other.key != definition.key and shared:
            message = f"already means {other.key}; leave it out"
            yield Problem(definition.key, "aliases", message, ", ".join(sorted(shared)))


def value_is_a_field(definition: Definition, _known: Known) -> Iterator[Problem]:
    value, counting = definition.value, definition.counting
    source = FIELDS.get(definition.records, {}).get(value)
    if not value:
        return
    if source is None:
        message = f"{definition.records} have no such field; use one of {', '.join(FIELDS.get(definition.records, ()))}"
        yield Problem(definition.key, "value", message, value)
    elif value.startswith("contacts.") and value != "contacts.count":
        message = "may differ between participants; use it in a condition instead"
        yield Problem(definition.key, "value", message, value)
    elif counting in {Counting.SUM, Counting.AVERAGE} and source.kind != "number":
        yield Problem(definition.key, "value", f"is a {source.kind}, not a number; count it with distinct", value)
    elif counting is Counting.OPEN and value != "amount":
        message = "open opportunities are counted, or their amount is summed: leave it out, or write amount"
        yield Problem(definition.key, "value", message, value)
    elif counting in {Counting.SUM, Counting.AVERAGE} and value == "opportunity.amount":
        message = "amounts are added up once per opportunity: use the records opportunities and the value amount"
        yield Problem(definition.key, "value", message, value)


def quotas_are_summed(definition: Definition, _known: Known) -> Iterator[Problem]:
    is_sum = definition.counting is Counting.SUM and definition.value == "amount"
    if definition.records == "quotas" and definition.counting is not Counting.RATIO and not is_sum:
        message = "quotas are spread over their days: use counting sum of value amount"
        yield Problem(definition.key, "counting", message, definition.counting)


def statuses_are_known(definition: Definition, _known: Known) -> Iterator[Problem]:
    if not definition.statuses:
        yield Problem(definition.key, "statuses", f"needs at least one status of {', '.join(STATUSES)}")
    for status in definition.statuses:
        if status not in STATUSES:
            yield Problem(definition.key, "statuses", f"is no status; use one of {', '.join(STATUSES)}", status)


def follow_up_is_possible(definition: Definition, _known: Known) -> Iterator[Problem]:
    follow_up = definition.follow_up
    if follow_up is None:
        return
    joined_by = JOINED_BY.get(definition.records, ())
    if not joined_by:
        message = "only activities and leads can be followed up; use those records"
        yield Problem(definition.key, "follow_up", message, definition.records)
    elif follow_up.by not in joined_by:
        message = f"{definition.records} are joined by {' or '.join(joined_by)}"
        yield Problem(definition.key, "follow_up", message, follow_up.by)
    if not 0 < follow_up.within_hours <= LONGEST_LOOK_AHEAD:
        message = f"within_hours lies between 0 and {LONGEST_LOOK_AHEAD}; choose a number of hours in between"
        yield Problem(definition.key, "follow_up", message, f"{follow_up.within_hours:g}")
    yield from nearby_problems(definition.key, "follow_up", follow_up)


def weeks_later_fit_records(definition: Definition, _known: Known) -> Iterator[Problem]:
    """Only what happened on a day can be told so many weeks later."""
    weeks = definition.weeks_later
    if not weeks:
        return
    has_day = definition.records in {"opportunities", "stage_changes", "leads"} and definition.date != WEEK_END
    if not has_day or definition.counting in {Counting.OPEN, Counting.RATIO, Counting.FOLLOWED}:
        message = "goes with records of a day, not activities, that are counted or summed; leave it out"
        yield Problem(definition.key, "weeks_later", message, str(weeks))
    if weeks > MOST_WEEKS_LATER:
        yield Problem(definition.key, "weeks_later", f"is {MOST_WEEKS_LATER} at most; write fewer", str(weeks))


def ages_are_looked_at_when_a_week_ends(definition: Definition, _known: Known) -> Iterator[Problem]:
    """Of a record of one day, such a number would grow with every day although nothing about it changed."""
    is_at_week_ends = definition.counting is Counting.OPEN or definition.date == WEEK_END
    if definition.records != "opportunities" or is_at_week_ends:
        return
    asked = [
        (place, condition.field)
        for place, records, condition in each_condition(definition)
        if records == "opportunities"
    ]
    for place, name in (*asked, ("value", definition.value)):
        if name in AGES:
            message = "changes from day to day: write date: week_end, which looks at what is open when a week ends"
            yield Problem(definition.key, place, message, name)


def lag_is_a_span(definition: Definition, _known: Known) -> Iterator[Problem]:
    for place, most in LONGEST_LAG.items():
        span = getattr(definition, place)
        if span is not None and not 0 <= span[0] <= span[1] <= most:
            message = f"runs from a smaller to a larger number, from 0 to {most}; write it like [0.3, 0.7]"
            yield Problem(definition.key, place, message, f"{span[0]:g}, {span[1]:g}")


def roles_are_known(definition: Definition, _known: Known) -> Iterator[Problem]:
    for role in definition.roles:
        if role not in ROLES:
            yield Problem(definition.key, "roles", f"is no role; use some of {', '.join(ROLES)}", role)


def unit_fits_counting(definition: Definition, _known: Known) -> Iterator[Problem]:
    is_share = definition.counting in {Counting.SHARE, Counting.FOLLOWED, Counting.RATIO}
    is_told_as_count = definition.counting is Counting.FOLLOWED and definition.unit is Unit.COUNT
    if is_share != (definition.unit is Unit.SHARE) and not is_told_as_count:
        message = "shares and ratios have the unit share, follow-ups share or count, and nothing else has share"
        yield Problem(definition.key, "unit", message, definition.unit)


def money_is_a_result(definition: Definition, _known: Known) -> Iterator[Problem]:
    """Money, pipeline value included, can be measured and never managed; only amounts are money."""
    is_number = definition.counting in {Counting.SUM, Counting.AVERAGE, Counting.OPEN}
    if is_number and (definition.unit is Unit.MONEY) != (definition.value in MONEY_FIELDS):
        message = f"the unit money goes with the value {' or '.join(MONEY_FIELDS)}, and with no other"
        yield Problem(definition.key, "unit", message, definition.unit)
    if definition.unit is Unit.MONEY and definition.metric_class is MetricClass.ACTIVITY:
        message = "money is a result or an objective, never an activity; write one of those"
        yield Problem(definition.key, "class", message, definition.metric_class)


def activity_is_the_sellers_own_act(definition: Definition, _known: Known) -> Iterator[Problem]:
    """The consent test on its face: what counts only with a customer's yes is an objective. The share of what stands
    at a week's end about which the seller did something of late is the seller's own, and so is good order in it.
    """
    moved_by_others = {"opportunities", "stage_changes", "accounts", "quotas"}
    if definition.metric_class is MetricClass.ACTIVITY and definition.records in moved_by_others:
        if definition.counting is Counting.SHARE and all(_is_own_doing(part, definition) for part in definition.of):
            return
        message = f"{definition.records} move only with the customer's yes: class it as an objective or a result"
        yield Problem(definition.key, "class", message, definition.metric_class)


def _is_own_doing(part: Condition, definition: Definition) -> bool:
    """Whether a condition holds by what the seller did, or keeps in order, and by nothing a customer decides."""
    if part.parts:
        return all(_is_own_doing(one, definition) for one in part.parts)
    look = part.look_back
    if look is None:
        return definition.is_hygiene and part.field not in DECIDED_BY_CUSTOMERS
    return look.by_same_seller or not any(_is_their_doing(one) for one in look.where)


def _is_their_doing(part: Condition) -> bool:
    """Whether it asks for what reached the seller, or for what needs a second side to come."""
    asked = part.test in {"is", "in"} and bool(THEIR_DOING.get(part.field, frozenset()) & {*part.values})
    return asked or any(map(_is_their_doing, part.parts))


RULES: tuple[Rule, ...] = (
    key_is_a_word,
    records_are_known,
    fields_are_known,
    conditions_are_few,
    ids_are_known_or_not,
    tests_fit_their_fields,
    values_of_a_list_are_on_it,
    date_is_known,
    credit_fits_records,
    parts_fit_counting,
    counting_has_what_it_needs,
    references_are_known,
    key_is_nobodys_alias,
    value_is_a_field,
    quotas_are_summed,
    statuses_are_known,
    follow_up_is_possible,
    look_backs_are_possible,
    weeks_later_fit_records,
    ages_are_looked_at_when_a_week_ends,
    lag_is_a_span,
    roles_are_known,
    unit_fits_counting,
    money_is_a_result,
    activity_is_the_sellers_own_act,
)
