"""How well this CRM records what candidates count, and what happened when they were planned before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from fairway.exchange.queries import blind_spots
from fairway.lib.periods import end_of_day, week_of, week_period
from fairway.metrics.relations import conditions_of
from fairway.metrics.types import Definition
from fairway.plans.queries import plans_of
from fairway.records.queries import activity_words, published_files
from fairway.records.recording import Recording, recordings
from fairway.studio.candidates import Recorded, Tried
from fairway.studio.queries.ground import RECENT, SellerGround, people_of

EVERY_TYPE = ("call", "email", "meeting", "task", "other")
INTERNAL_LINK = "The opportunity of internal talks"
FIELD_WORDS = {
    "direction": "Direction",
    "duration_min": "Duration",
    "outcome": "Outcome",
    "account_id": "The account",
    "account.tier": "Tier of the account",
    "account.segment": "Segment of the account",
    "account.is_target": "Target account, yes or no,",
    "account.is_customer": "Customer, yes or no,",
    "contacts.count": "Who takes part",
    "contacts.seniority": "Seniority of the contact",
    "contacts.buying_role": "Buying role of the contact",
    "lead.is_inbound": "Where the lead came from",
}


def recorded_of(ground: SellerGround) -> dict[str, Recorded]:
    """By metric key, for activities: over the last 13 weeks, of everybody in the role."""
    since, until = ground.last[0], week_period(ground.last[-1]).end_on
    seen_at = end_of_day(ground.on, ground.home.timezone)
    files = published_files()
    packed = tuple((name, tuple(paths)) for name, paths in sorted(files.items()))
    kept = _kept(packed, tuple(sorted(people_of(ground))), since, until, seen_at)
    words = activity_words()
    blind = blind_shares(ground, [ground.person.key])[ground.person.key]
    return {
        key: _recorded(definition, ground, kept, types_of(definition, words), blind)
        for key, definition in ground.definitions.items()
        if definition.records == "activities"
    }


@lru_cache(maxsize=64)
def _kept(packed, people, since, until, seen_at) -> dict[str, Recording]:  # type: ignore[no-untyped-def]
    """One scan for a role and a week: files of a published version never change."""
    return recordings(dict(packed), people, since, until, seen_at)


def types_of(definition: Definition, words: Mapping[str, str]) -> tuple[str, ...]:
    """Types of activity a definition counts; every one where it does not say."""
    for condition in definition.where:
        values = tuple(str(value) for value in condition.values)
        if condition.field == "type" and condition.test in {"is", "in"}:
            return values
        if condition.field == "word" and condition.test in {"is", "in"}:
            return tuple(dict.fromkeys(words.get(value, value) for value in values))
    return EVERY_TYPE


def _recorded(
    definition: Definition,
    ground: SellerGround,
    kept: Mapping[str, Recording],
    types: tuple[str, ...],
    blind: Mapping[str, float],
) -> Recorded:
    rows = [kept[kind] for kind in types if kind in kept]
    is_internal = is_among_colleagues(definition)
    seen = sum(row.internal if is_internal else row.seen for row in rows)
    timed = sum(row.timed for row in rows)
    shares: dict[str, float] = {}
    for name in {condition.field for condition in conditions_of(definition)} & FIELD_WORDS.keys():
        filled, could = (sum(row.filled[name][at] for row in rows) for at in (0, 1))
        if could:
            shares[name] = filled / could
    if is_internal and seen and any(c.field.startswith("opportunity.") for c in definition.where):
        shares[INTERNAL_LINK] = sum(row.internal_linked for row in rows) / seen
    least = min(shares, key=lambda name: shares[name], default=None)
    done = [ground.total(person, definition.key, ground.last) for person in people_of(ground)]
    counted, open_ones = sum(count.done for count in done), sum(count.unconfirmed for count in done)
    return Recorded(
        seen=seen,
        filled=None if least is None else shares[least],
        filled_least=FIELD_WORDS.get(least or "", least or ""),
        in_time=sum(row.within_a_day for row in rows) / timed if timed else None,
        unconfirmed=open_ones / (counted + open_ones) if counted + open_ones else 0.0,
        blind=_blind(types, blind),
        by_itself=sum(row.by_itself for row in rows) / max(sum(row.seen for row in rows), 1),
        is_among_colleagues=is_internal,
    )


def is_among_colleagues(definition: Definition) -> bool:
    """Whether it counts nothing but internal activities: many a CRM holds none."""
    return any(
        c.field == "direction" and c.test in {"is", "in"} and c.values == ("internal",) for c in definition.where
    )


def seen_of(
    recorded: Mapping[str, Recorded], definitions: Mapping[str, Definition], shares: Mapping[int, Mapping[str, float]]
) -> dict[int, dict[str, Recorded]]:
    """What is recorded of a role, by seller, as far as the source shows each: `shares` as `blind_shares` tells."""
    words = activity_words()
    types = {key: types_of(definitions[key], words) for key in recorded}
    return {
        person_key: {key: replace(one, blind=_blind(types[key], blind)) for key, one in recorded.items()}
        for person_key, blind in shares.items()
    }


def _blind(types: Sequence[str], blind: Mapping[str, float]) -> float:
    """Of one type where a definition counts but one; of everything where it counts several, or the type is no worse."""
    whole = blind.get("", 0.0)
    return blind.get(types[0], whole) if len(types) == 1 else whole


def blind_shares(ground: SellerGround, person_keys: Collection[int]) -> dict[int, dict[str, float]]:
    """Share of the last 13 weeks' days on which the source does not show a seller, by type; "" is all types."""
    since, until = ground.last[0], week_period(ground.last[-1]).end_on
    days = {since + timedelta(days=number) for number in range((until - since).days + 1)}
    spots = blind_spots(person_keys, since, until)
    found: dict[int, dict[str, float]] = {}
    for key in person_keys:
        dark: dict[str, set[date]] = {"": set()}
        for spot in spots.get(key, ()):
            last = min(spot.to_on or until, until)
            dark.setdefault(spot.activity_type or "", set()).update(day for day in days if spot.from_on <= day <= last)
        found[key] = {kind: len(dark[kind] | dark[""]) / len(days) for kind in dark}
    return found


def tried_of(ground: SellerGround, keys: Iterable[str]) -> dict[str, Tried]:
    """What happened to an activity when it became somebody's HIA: means of eight weeks before and after its start."""
    wanted, first, last = set(keys), ground.weeks[0], ground.weeks[-1]
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for person, plans in plans_of(people_of(ground), first, last).items():
        seen: set[str] = set()
        for plan in plans:
            if plan.metric_key not in wanted or plan.metric_key in seen or plan.is_draft:
                continue
            seen.add(plan.metric_key)
            start = week_of(plan.starts_on, ground.home.week_starts_on)
            before = [week for week in ground.weeks if start - timedelta(days=7 * RECENT) <= week < start]
            after = [week for week in ground.weeks if start <= week < start + timedelta(days=7 * RECENT)]
            if len(before) < RECENT or len(after) < RECENT:
                continue
            counts = [ground.per_full_week(person, plan.metric_key, weeks) for weeks in (before, after)]
            if all(counts):
                found[plan.metric_key].append((sum(counts[0]) / len(counts[0]), sum(counts[1]) / len(counts[1])))
    return {
        key: Tried(len(rows), sum(b for b, _ in rows) / len(rows), sum(a for _, a in rows) / len(rows))
        for key, rows in found.items()
    }
