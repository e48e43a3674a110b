"""Activities that came before a record's moment, joined by what both share.

All look-backs of a statement that share a reference and a day go through activities together, in one scan.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from fairway.metrics import joining
from fairway.metrics.types import Condition, FollowUp, LookBack
from fairway.metrics.visible import Table, kept

CONTACTS = "contacts"
Candidates = Callable[[Sequence[LookBack | FollowUp]], Table]


def with_looks(t: Table, conditions: Sequence[Condition], moment: str, candidates: Candidates) -> Table:
    """One flag per condition, in columns `had_0`, `had_1` ...: whether what it asks for had happened by the moment.

    `t` has `person`; a moment or reference that is not known had nothing before it. `candidates` gives the activities
    that may be meant: activity_id, person_key, account_id, opportunity_id, lead_key, and for each look `at_n` (when,
    null where it is not meant) and `value_n` (what different ones are counted of).
    """
    grouped: dict[tuple[str, str], list[tuple[int, LookBack]]] = {}
    for number, condition in enumerate(conditions):
        look = condition.look_back
        if look is not None:
            grouped.setdefault((look.by, look.date), []).append((number, look))
    for (reference, _), looks in grouped.items():
        t = _with_reference(t, reference, looks, moment, candidates)
    return t


def _with_reference(
    t: Table, reference: str, looks: Sequence[tuple[int, LookBack]], moment: str, candidates: Candidates
) -> Table:
    is_activity = "activity_id" in t.columns
    own = {"look_id": t.activity_id} if is_activity else {}
    bases = t.filter(t[moment].notnull() & t[reference].notnull())
    bases = bases.select(look_by=bases[reference], look_at=bases[moment], look_person=bases.person, **own)
    # A view, or the columns of `t` would be taken for those that were made of them.
    bases = (bases if is_activity else bases.distinct()).view()
    # Worked out once per record: taking days off an instant is dear, and pairs of records and activities are many.
    earliest = {f"from_{place}": bases.look_at - _days(look) for place, (_, look) in enumerate(looks)}
    bases = bases.select(*kept(bases), **earliest)
    acts = candidates([look for _, look in looks])
    met = [_is_met(bases, acts, place, look) for place, (_, look) in enumerate(looks)]
    joins = [bases.look_by == acts[reference], reduce(or_, met)]
    joined = bases.inner_join(acts, joins + ([bases.look_id != acts.activity_id] if is_activity else []))
    joined = joined.select(*kept(bases), *kept(acts))
    keys = ["look_id"] if is_activity else ["look_by", "look_at", "look_person"]
    flags = {
        f"had_{number}": is_enough(joined, look, place, _is_met(joined, joined, place, look))
        for place, (number, look) in enumerate(looks)
    }
    found = joined.group_by(keys).agg(**flags)
    if is_activity:
        matches = [t.activity_id == found.look_id]
    else:
        matches = [t[reference] == found.look_by, t[moment] == found.look_at, t.person == found.look_person]
    return t.left_join(found, matches).select(*kept(t), **{name: found[name].fill_null(False) for name in flags})


def _days(look: LookBack) -> Any:
    import ibis

    return ibis.interval(seconds=round(look.within_days * 86_400))


def _is_met(bases: Table, acts: Table, place: int, look: LookBack) -> Any:
    """Whether an activity is one of a look's, within its days before the moment, and not at it."""
    is_met = (acts[f"at_{place}"] < bases.look_at) & (acts[f"at_{place}"] >= bases[f"from_{place}"])
    is_met = is_met & (acts.person_key == bases.look_person) if look.by_same_seller else is_met
    return is_met.fill_null(False)


def is_enough(joined: Table, look: LookBack | FollowUp, place: int, is_met: Any) -> Any:
    """Whether as many as asked for were found, as an aggregate over `joined`."""
    if look.at_least == 1:
        found = is_met & joined[f"value_{place}"].notnull() if look.different else is_met
        return found.any()
    return joined[f"value_{place}"].nunique(where=is_met).fill_null(0) >= look.at_least


def with_values(t: Table, looks: Sequence[LookBack | FollowUp], compare: Any) -> Table:
    """Activities with `value_n`, by which each look counts; a row per participant where one counts contacts: those who
    themselves are as the look's conditions on participants ask.
    """
    import ibis

    counted = {f"met_{place}": look for place, look in enumerate(looks) if look.different == CONTACTS}
    if counted:
        people = joining.participants()
        meant = {
            name: ibis.cases(
                (reduce(and_, (compare(c, people) for c in about), ibis.literal(True)), people.contact_key)
            )
            for name, about in ((name, about_participants(look.where)) for name, look in counted.items())
        }
        people = people.select("activity_id", **meant).view()
        joined = t.left_join(people, t.activity_id == people.activity_id)
        t = joined.select(*kept(t), **{name: people[name] for name in counted})
    names = [f"met_{n}" if f"met_{n}" in counted else look.different or "activity_id" for n, look in enumerate(looks)]
    return t.mutate(**{f"value_{place}": t[name] for place, name in enumerate(names)})


def about_participants(conditions: Iterable[Condition]) -> list[Condition]:
    """Those that one participant alone meets or not."""
    return [c for c in conditions if c.field.startswith(f"{CONTACTS}.") and c.field != f"{CONTACTS}.count"]
