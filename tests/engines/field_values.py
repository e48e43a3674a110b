"""The oracle's reading of every field a definition may name, and of conditions on it, record by record."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from fairway.metrics.types import Condition, FollowUp, LookBack
from tests.engines.seeing import Seen, Sight

COMPARISONS = {
    "is": lambda value, wanted: value == wanted[0],
    "in": lambda value, wanted: value in wanted,
    "is_not": lambda value, wanted: value != wanted[0],
    "not_in": lambda value, wanted: value not in wanted,
    "at_least": lambda value, wanted: value >= wanted[0],
    "at_most": lambda value, wanted: value <= wanted[0],
    "above": lambda value, wanted: value > wanted[0],
    "below": lambda value, wanted: value < wanted[0],
}


def meets_all(sight: Sight, seen: Seen, conditions: tuple[Condition, ...]) -> bool:
    return all(meets(sight, seen, condition) for condition in conditions)


def meets(sight: Sight, seen: Seen, condition: Condition) -> bool:
    """Unknown is unlike anything: it fails every test but `is_not`, `not_in` and `unknown`."""
    if condition.test in {"all", "any", "none"}:
        met = [meets(sight, seen, part) for part in condition.parts]
        return all(met) if condition.test == "all" else any(met) if condition.test == "any" else not any(met)
    if condition.look_back is not None:
        return had(sight, seen, condition.look_back)
    if condition.field.startswith("contacts.") and condition.field != "contacts.count":
        name = condition.field.partition(".")[2]
        return any(compared(condition, value) for value in _of_participants(sight, seen, name))
    return compared(condition, value_of(sight, seen, condition.field))


SHARED = {"lead_key": "lead_id"}


def had(sight: Sight, seen: Seen, look: LookBack) -> bool:
    """Whether enough of what a look-back means lies in the days before the record's own moment."""
    reference = getattr(seen.row, SHARED.get(look.by, look.by))
    if seen.own_moment is None or reference is None:
        return False
    start = seen.own_moment - timedelta(days=look.within_days)
    return is_enough(
        sight,
        look,
        [
            other
            for other in sight.activities(look.date)
            if other.moment is not None
            and start <= other.moment < seen.own_moment
            and getattr(other.row, SHARED.get(look.by, look.by)) == reference
            and not (seen.records == "activities" and other.row.activity_id == seen.row.activity_id)
            and (other.person == seen.person or not look.by_same_seller)
            and other.status in look.statuses
            and meets_all(sight, other, look.where)
        ],
    )


def is_enough(sight: Sight, nearby: LookBack | FollowUp, found: list[Seen]) -> bool:
    """Whether there are as many activities, or as many different ones of what is asked for."""
    if not nearby.different:
        return len(found) >= nearby.at_least
    values = set()
    for other in found:
        if nearby.different == "contacts":
            people = sight.rows.participants.values()
            values |= {
                row.contact_id
                for row in people
                if row.activity_id == other.row.activity_id and _is_meant(sight, row, nearby.where)
            }
        else:
            values.add(value_of(sight, other, nearby.different))
    return len(values) >= nearby.at_least


def _is_meant(sight: Sight, row: Any, conditions: tuple[Condition, ...]) -> bool:
    """Whether one participant is as every condition on participants outside of groups asks."""
    contact = sight.rows.contacts.get((row.contact_id,))
    own = [c for c in conditions if c.field.startswith("contacts.") and c.field != "contacts.count"]
    names = [c.field.partition(".")[2] for c in own]
    values = [getattr(row if name in {"role", "response"} else contact, name, None) for name in names]
    return all(map(compared, own, values))


def compared(condition: Condition, value: Any) -> bool:
    if condition.test in {"known", "unknown"}:
        return (value is None) == (condition.test == "unknown")
    if value is None:
        return condition.test in {"is_not", "not_in"}
    return bool(COMPARISONS[condition.test](value, condition.values))


def _of_participants(sight: Sight, seen: Seen, name: str) -> list[Any]:
    values = []
    for row in sight.rows.participants.values():
        if row.activity_id == seen.row.activity_id:
            contact = sight.rows.contacts.get((row.contact_id,))
            values.append(getattr(row if name in {"role", "response"} else contact, name, None))
    return values


def value_of(sight: Sight, seen: Seen, name: str) -> Any:
    """A field's value, None where it is not known; numbers as floats."""
    value = _value(sight, seen, name)
    return float(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value


def _value(sight: Sight, seen: Seen, name: str) -> Any:
    if name in {"account.customer_days", "customer_days"}:
        return _customer_days(sight, seen)
    if name in {"account.is_in_span", "opportunity.is_in_span"}:
        return _is_in_span(sight, seen, name)
    own, dot, field = name.partition(".")
    if dot and own == "account":
        return getattr(sight.rows.accounts.get((seen.row.account_id,)), field, None)
    if dot and own == "lead":
        return getattr(sight.lead(seen.row.lead_id), field, None)
    if dot and own == "opportunity":
        return _of_opportunity(sight, seen, field)
    if name == "contacts.count":
        return sum(1 for row in sight.rows.participants.values() if row.activity_id == seen.row.activity_id)
    readers = {
        "activities": _of_activity,
        "opportunities": _own_of_opportunity,
        "stage_changes": _of_stage_change,
        "leads": _of_lead,
        "accounts": _of_account,
        "quotas": lambda _sight, seen, name: getattr(seen.row, name),
    }
    return readers[seen.records](sight, seen, name)


def _of_activity(sight: Sight, seen: Seen, name: str) -> Any:
    row = seen.row
    if name == "word":
        return row.subtype or str(row.type)
    if name == "status":
        return seen.status
    if name == "day":
        return seen.day
    if name == "lead_key":
        return row.lead_id
    if name == "outcome":
        return row.outcome if row.status in ("planned", seen.status) else None
    if name == "days_late":
        done_on = sight.day(row.seller_id, row.completed_at) if sight.is_past(row.completed_at) else None
        due_on = sight.day(row.seller_id, row.scheduled_start_at) or row.due_on
        return (done_on - due_on).days if done_on and due_on else None
    if name == "logged_after_hours":
        source, instant, _ = seen.when
        if row.logged_at is None or instant is None or source == "logged":
            return None
        return (row.logged_at - instant).total_seconds() / 3600
    value = getattr(row, name)
    return str(value) if value is not None and name in {"type", "direction"} else value


def _of_opportunity(sight: Sight, seen: Seen, field: str) -> Any:
    """Of the opportunity an activity or stage change is about, as it stood."""
    row = sight.opportunity(seen.row.opportunity_id)
    if field == "is_open":
        if row is None:
            return False
        moment = seen.moment if seen.moment is not None and seen.moment < sight.at else sight.at
        return not (row.closed_at is not None and row.closed_at <= moment)
    if row is None:
        return None
    if field == "stage":
        return sight.stage_then(row, seen.moment)
    if field == "stage_position":
        return sight.place(row.pipeline or "", sight.stage_then(row, seen.moment))
    return (row.pipeline or "") if field == "pipeline" else getattr(row, field)


def _is_in_span(sight: Sight, seen: Seen, name: str) -> bool:
    """Whether its owner stood below whoever did the activity, on the day of that moment, or today if that lies ahead:
    an opportunity's owner then, an account's of now.
    """
    day = sight.on if seen.day is None else min(seen.day, sight.on)
    if name == "account.is_in_span":
        account = sight.rows.accounts.get((seen.row.account_id,))
        return account is not None and sight.stands_below(account.owner_id, seen.person, day)
    if sight.opportunity(seen.row.opportunity_id) is None:
        return False
    moment = sight.at if seen.moment is None else min(seen.moment, sight.at)
    return sight.stands_below(sight.owner_at(seen.row.opportunity_id, moment), seen.person, day)


def _own_of_opportunity(sight: Sight, seen: Seen, name: str) -> Any:
    row = seen.row
    if name == "pipeline":
        return row.pipeline or ""
    if name == "stage":
        return sight.stage_at(row, seen.moment or sight.at)
    if name == "is_won":
        return bool(row.is_won) and sight.is_closed(row)
    if name == "lost_reason":
        return row.lost_reason if sight.is_closed(row) else None
    if name == "cycle_days":
        return _cycle_days(sight, row)
    if name == "is_first_win_of_account":
        return is_first_win(sight, row)
    if name == "last_position":
        return last_position(sight, seen)
    if name == "stage_position":
        return sight.place(row.pipeline or "", sight.stage_at(row, seen.moment or sight.at))
    if name == "days_in_stage":
        changes = sight.histories.get(row.opportunity_id, [])
        before = [change.changed_at for change in changes if change.changed_at <= seen.moment]
        return whole_days(max(before) if before else row.created_at, seen.moment)
    if name in {"days_to_close", "days_to_next_step"}:
        day = row.expected_close_on if name == "days_to_close" else row.next_step_on
        today = seen.day if seen.own_moment == seen.moment else sight.on
        return (day - today).days if day else None
    return getattr(row, name)


def whole_days(since: Any, until: Any) -> int:
    """Parts of a second do not count."""
    seconds = (until.replace(microsecond=0) - since.replace(microsecond=0)).total_seconds()
    return int(max(seconds, 0)) // 86_400


def _wins(sight: Sight, seen: Seen) -> list[Any]:
    """Opportunities won with the record's account by its own moment."""
    return [
        row
        for row in sight.rows.opportunities.values()
        if row.account_id is not None
        and row.account_id == seen.row.account_id
        and row.is_won
        and sight.is_closed(row)
        and sight.is_past(row.created_at)
        and seen.own_moment is not None
        and row.closed_at <= seen.own_moment
    ]


def _customer_days(sight: Sight, seen: Seen) -> int | None:
    won = [row.closed_at for row in _wins(sight, seen)]
    return whole_days(min(won), seen.own_moment) if won else None


def _of_account(sight: Sight, seen: Seen, name: str) -> Any:
    if name not in {"wins_last_year", "wins_year_before", "won_last_year"}:
        return getattr(seen.row, name)
    assert seen.own_moment is not None
    year, won = timedelta(days=365), _wins(sight, seen)
    last = [row for row in won if row.closed_at > seen.own_moment - year]
    if name == "wins_last_year":
        return len(last)
    if name == "wins_year_before":
        return len([row for row in won if seen.own_moment - 2 * year < row.closed_at <= seen.own_moment - year])
    days = {id(row): sight.day(sight.owner_at(row.opportunity_id, row.closed_at), row.closed_at) for row in last}
    worth = [at_home(sight, row, days[id(row)]) for row in last if row.amount is not None]
    return sum(value for value in worth if value is not None)


def at_home(sight: Sight, row: Any, day: Any) -> float | None:
    """An amount in the organisation's currency at the day's rate; one without a currency is in it already."""
    if row.currency is None or row.currency == sight.world.currency:
        return float(row.amount)
    rates = sorted((on, rate) for currency, on, rate in sight.world.rates if currency == row.currency and on <= day)
    return float(row.amount) * float(rates[-1][1]) if rates else None


def _cycle_days(sight: Sight, row: Any) -> int | None:
    """Local days from creation to closing, where each owner was; never negative, unknown where it closed before."""
    if not sight.is_closed(row) or row.closed_at < row.created_at:
        return None
    days = [sight.day(sight.owner_at(row.opportunity_id, at), at) for at in (row.created_at, row.closed_at)]
    return max((days[1] - days[0]).days, 0) if days[0] and days[1] else None


def is_first_win(sight: Sight, row: Any) -> bool:
    if row.account_id is None:
        return False
    wins = [
        (other.closed_at, other.opportunity_id)
        for other in sight.rows.opportunities.values()
        if other.account_id == row.account_id
        and other.is_won
        and sight.is_closed(other)
        and sight.is_past(other.created_at)
    ]
    return bool(wins) and min(wins)[1] == row.opportunity_id


def last_position(sight: Sight, seen: Seen) -> int | None:
    """The furthest open stage it was ever in by its history, else its stage if that is open."""
    row, pipeline = seen.row, seen.row.pipeline or ""
    walked = []
    for change in sight.histories.get(row.opportunity_id, []):
        if sight.is_past(change.changed_at):
            walked += [change.from_stage, change.to_stage]
    reached = [sight.place(pipeline, stage) for stage in walked if not sight.is_closed_stage(pipeline, stage)]
    known = [place for place in reached if place is not None]
    if known:
        return max(known)
    stage = sight.stage_at(row, seen.moment or sight.at)
    return None if sight.is_closed_stage(pipeline, stage) else sight.place(pipeline, stage)


def _of_stage_change(sight: Sight, seen: Seen, name: str) -> Any:
    row = seen.row
    if name in {"to_position", "from_position"}:
        opportunity = sight.opportunity(row.opportunity_id)
        pipeline = (opportunity.pipeline or "") if opportunity else None
        return sight.place(pipeline, row.to_stage if name == "to_position" else row.from_stage)
    if name == "is_forward":
        return _is_forward(sight, row)
    if name == "furthest_position":
        return _furthest_position(sight, row)
    if name == "is_first_time":
        if row.from_stage == row.to_stage:
            return False
        earlier = [
            change
            for change in sight.histories[row.opportunity_id]
            if change.changed_at < row.changed_at and row.to_stage in {change.to_stage, change.from_stage}
        ]
        return not earlier
    return getattr(row, name)


def _furthest_position(sight: Sight, row: Any) -> int | None:
    """The furthest stage that is not a lost one of this change and all later ones."""
    stated = sight.rows.opportunities.get((row.opportunity_id,))
    pipeline = (stated.pipeline or "") if stated else None
    later = [
        change.to_stage
        for change in sight.histories[row.opportunity_id]
        if change.changed_at >= row.changed_at and sight.is_past(change.changed_at)
    ]
    places = [sight.place(pipeline, stage) for stage in later if not sight.is_lost_stage(pipeline, stage)]
    return max((place for place in places if place is not None), default=None)


def _is_forward(sight: Sight, row: Any) -> bool:
    """To a later stage, or from an unknown one, and not to a lost one."""
    opportunity = sight.opportunity(row.opportunity_id)
    pipeline = (opportunity.pipeline or "") if opportunity else None
    before, after = sight.place(pipeline, row.from_stage), sight.place(pipeline, row.to_stage)
    is_lost = sight.is_lost_stage(pipeline, row.to_stage)
    return after is not None and (before is None or after > before) and not is_lost


def _of_lead(sight: Sight, seen: Seen, name: str) -> Any:
    row = seen.row
    if name == "is_converted":
        return sight.is_past(row.converted_at)
    if name == "converted_opportunity_id":
        return row.converted_opportunity_id if sight.is_past(row.converted_at) else None
    return row.lead_id if name == "lead_key" else getattr(row, name)
