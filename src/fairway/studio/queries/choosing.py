"""One seller's choice: the gap, candidates with three tests, target proposals, and the hours there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from fairway.evidence.conclusions.queries import findings_about
from fairway.evidence.pilots.stored import telling_of
from fairway.metrics.lags import lag_of
from fairway.metrics.queries import unclassed_words
from fairway.metrics.types import Definition, Unit
from fairway.people import access
from fairway.people.queries import manages_anyone
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.people.working_time import pattern_on, weekly_share
from fairway.plans.queries import plans_of
from fairway.plans.rules import first_day_of_change, in_force
from fairway.studio.candidates import AIMED_AT, Ground, aims_of, candidates_of, minutes_of
from fairway.studio.gap import Part, carrier_of
from fairway.studio.helpful import asked_of, helpful_answers, with_pilots
from fairway.studio.levels import Level, level_of
from fairway.studio.queries.gaps import gap_of
from fairway.studio.queries.ground import REACHED, RECENT, SPAN, SellerGround, ground_of
from fairway.studio.queries.recorded import recorded_of, tried_of
from fairway.studio.roles import role_of
from fairway.studio.targets import WEEKS_IN_MONTH, Asking, Funnel, Term, part_of_goal, target_for
from fairway.studio.treasure_map import RoleEntry, treasure_map
from fairway.studio.types import Candidate, Capacity, Choice, TargetProposal

FULL_WEEK_HOURS = 40.0
FOR_ACTIVITIES = 0.15  # of working time, for what was chosen: six hours of a full-time week
MOST_SHOWN = 8
USUAL_CYCLE_DAYS = {"smb_ae": 35.0, "sdr_inbound": 35.0, "sdr_outbound": 60.0, "enterprise_ae": 230.0}
MIDDLE_CYCLE_DAYS = 84.0
FEWEST_WINS = 10  # of the role, before its own cycle is believed


def choice_for(viewer: Viewer, person: PersonFacts, on: date, *, also: Collection[str] = ()) -> Choice:
    """Everything the seller page of the studio needs, as of a day. Hidden for who may not see that person's counts."""
    access.require(viewer, person.key, Facet.COUNTS)
    return choice_of(person, on, also=also)


def choice_of(person: PersonFacts, on: date, *, at_its_end: bool = False, also: Collection[str] = ()) -> Choice:
    """The same for whoever may know everything: commands, and what runs by itself. `at_its_end` as in `ground_of`;
    `also` are acts that are offered however far down they stand.
    """
    seller = ground_of(person, on, at_its_end=at_its_end)
    gap, parts = gap_of(seller)
    role = role_of(person.role, leads=manages_anyone(person.key, on))
    plans = in_force(plans_of([person.key], on, on).get(person.key, []), on)
    capacity = _capacity(seller, {plan.metric_key: (float(plan.target), plan.per) for plan in plans})
    shares = [(part.key, part.share) for part in parts if part.share is not None]
    findings = findings_about(person.role, on)
    asked = asked_of(findings, person.role)
    is_of_role = asked is not None and asked.is_of_role
    ground = Ground(
        definitions=seller.definitions,
        role=role,
        aims=aims_of(shares),
        levels={key: _level(seller, key) for key in seller.definitions},
        recorded=recorded_of(seller),
        tried=tried_of(seller, seller.definitions),
        in_force=frozenset(plan.metric_key for plan in plans),
        lags=_lags(seller, role),
        weeks_left=gap.weeks_left,
        hours_free=capacity.hours_free,
        is_sure=carrier_of(parts) is not None,
        evidence=with_pilots(
            helpful_answers(findings, seller.definitions, is_of_role=is_of_role), telling_of(seller.definitions)
        ),
        is_evidence_of_role=is_of_role,
        unclassed=unclassed_words(),
    )
    offered, refused = candidates_of(ground)
    offered = [*offered[:MOST_SHOWN], *(one for one in offered[MOST_SHOWN:] if one.metric_key in also)]
    return Choice(
        person_key=person.key,
        as_of_on=on,
        role=person.role,
        process=role.processes[0] if role else "",
        gap=gap,
        offered=tuple(offered),
        refused=tuple(refused),
        targets={one.metric_key: _target(one, seller, ground, parts, gap.goal) for one in offered},
        capacity=capacity,
        hias_in_force=tuple(plan.metric_key for plan in plans),
        asked_of=asked,
    )


def _level(seller: SellerGround, key: str) -> Level:
    weeks = seller.weeks[-REACHED:]
    return level_of(
        seller.per_full_week(seller.person.key, key, seller.recent),
        [seller.per_full_week(peer, key, weeks) for peer in seller.peers],
        recent=RECENT,
    )


def _capacity(seller: SellerGround, plans: Mapping[str, tuple[float, str]]) -> Capacity:
    """Hours from working time; what is in force takes its targets times what one occurrence takes."""
    share = weekly_share(pattern_on(seller.time[seller.person.key], seller.on))
    hours = FULL_WEEK_HOURS * FOR_ACTIVITIES * share
    taken = 0.0
    for key, (target, per) in plans.items():
        definition = seller.definitions.get(key)
        weekly = target if per == "week" else target / WEEKS_IN_MONTH
        taken += weekly * share * (minutes_of(definition) if definition else 15.0) / 60
    said = f"{hours:.1f} h a week for chosen activities, {FOR_ACTIVITIES:.0%} of working time; {taken:.1f} are taken."
    return Capacity(round(hours, 2), round(taken, 2), said)


def _lags(seller: SellerGround, role: RoleEntry | None) -> dict[str, tuple[float, float] | None]:
    """Weeks from an act to what it is for, at the role's own sales cycle where enough deals were won."""
    tallies = [seller.tally(key, seller.weeks) for key in (seller.person.key, *seller.peers)]
    wins, days = sum(t.won for t in tallies), sum(t.cycle_days for t in tallies)
    usual = USUAL_CYCLE_DAYS.get(role.key if role else "", MIDDLE_CYCLE_DAYS)
    cycle = days / wins if wins >= FEWEST_WINS and days > 0 else usual
    found: dict[str, tuple[float, float] | None] = {}
    for key, definition in seller.definitions.items():
        lag = lag_of(definition, cycle)
        found[key] = None if lag is None else (lag[0] / timedelta(weeks=1), lag[1] / timedelta(weeks=1))
    return found


def _target(
    one: Candidate, seller: SellerGround, ground: Ground, parts: Sequence[Part], goal: float | None
) -> TargetProposal:
    nearest = seller.definitions.get(one.objective_key)
    part = _driver_of(nearest, parts)
    lag = one.lag_weeks or (4.0, 8.0)
    found = target_for(
        Asking(
            candidate=one,
            level=ground.levels[one.metric_key],
            funnel=funnel_of(one.metric_key, nearest, seller),
            log_gap=part.estimate.mean if part else None,
            gap_share=part.share if part else None,
            hours_free=ground.hours_free,
            term=Term(
                starts_on=first_day_of_change(seller.on, week_starts_on=seller.home.week_starts_on),
                lag_days=max(round((lag[0] + lag[1]) / 2 * 5), 10),
                time=seller.time[seller.person.key],
            ),
        )
    )
    if part is None:
        return found
    now = seller.tally(seller.person.key, seller.last)
    pace = now.amount / now.weeks * SPAN if now.weeks else 0.0
    share = part_of_goal(found.objective_from, found.objective_to, pace=pace, goal=goal)
    return replace(found, share_of_goal=share)


def _driver_of(nearest: Definition | None, parts: Sequence[Part]) -> Part | None:
    """The factor of the gap that an objective belongs to."""
    if nearest is None or not nearest.catalogue_id:
        return None
    measured = treasure_map().objective_measured_by(nearest.catalogue_id)
    if measured is None:
        return None
    return next((part for part in parts if AIMED_AT[part.key] == measured.key and part.share is not None), None)


def funnel_of(metric_key: str, nearest: Definition | None, seller: SellerGround) -> Funnel | None:
    """Acts and events of the last two quarters. Only counted objectives and shares have a funnel.

    What stands at a week's end is not added up over weeks: there the acts of the last quarter are what it stands on.
    """
    if nearest is None or nearest.unit not in {Unit.COUNT, Unit.SHARE}:
        return None
    key = seller.person.key
    weeks = seller.weeks[-SPAN:] if nearest.stands else seller.weeks[-2 * SPAN :]
    seen = weeks[-1:] if nearest.stands else weeks
    acts = seller.total(key, metric_key, weeks)
    events = seller.total(key, nearest.key, seen)
    role = tuple(
        (seller.total(peer, nearest.key, seen).done, seller.total(peer, metric_key, weeks).done)
        for peer in seller.peers
    )
    return Funnel(
        acts_per_week=acts.done / len(weeks),
        events=events.done,
        weeks=float(len(weeks)),
        of=events.of if nearest.unit is Unit.SHARE else None,
        role=role,
    )
