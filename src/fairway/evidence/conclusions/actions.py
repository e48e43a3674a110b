"""Working out everybody's findings, verdicts and landings, and storing them for the last closed week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from fairway.evidence.findings import findings_of
from fairway.evidence.helping import Peers
from fairway.evidence.landing import as_figures
from fairway.evidence.models import GroupFindings, SellerLanding, SellerVerdict
from fairway.evidence.packing import as_candidate, packed
from fairway.evidence.queries.gathering import Gathered, gathered
from fairway.evidence.queries.landings import SellerLands, landings_of
from fairway.evidence.queries.verdicts import Sides, in_force, verdicts_of
from fairway.metrics.types import MetricClass
from fairway.plans.queries import keys_with_plan

AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Concluded:
    """How much was stored."""

    groups: int = 0
    verdicts: int = 0
    landings: int = 0


def conclude(on: date) -> Concluded:
    """Work out what records up to the end of a day say, and put it in the place of what was stored for the same closed
    week. Nothing changes where nothing can be asked yet.
    """
    found = gathered(on)
    if found is None:
        return Concluded()
    week_on = found.first_on + timedelta(days=7 * (found.weeks - 1))
    sides = Sides(found)
    groups = {"": sides.everybody, **sides.roles}
    findings = [_findings(found, role, peers, week_on) for role, peers in groups.items()]
    verdicts = [
        SellerVerdict(
            person_id=key,
            week_on=week_on,
            metric_key=one.metric,
            verdict=str(one.verdict),
            until_on=one.until_on,
            told=packed(one),
        )
        for key, told in verdicts_of(sides, in_force(keys_with_plan(on), on), on).items()
        for one in told
    ]
    landings = [_landing(one, week_on) for one in landings_of(found, sides.everybody, on)]
    with transaction.atomic():
        GroupFindings.objects.filter(week_on=week_on).delete()
        GroupFindings.objects.bulk_create(findings)
        SellerVerdict.objects.filter(week_on=week_on).delete()
        SellerVerdict.objects.bulk_create(verdicts, batch_size=AT_ONCE)
        SellerLanding.objects.filter(week_on=week_on).delete()
        SellerLanding.objects.bulk_create(landings, batch_size=AT_ONCE)
    return Concluded(len(findings), len(verdicts), len(landings))


def _findings(found: Gathered, role: str, peers: Peers, week_on: date) -> GroupFindings:
    candidates = []
    for one in findings_of(peers.past):
        definition = found.definitions[one.metric]
        manageable = definition.metric_class is MetricClass.ACTIVITY
        candidates.append(as_candidate(one, manageable=manageable, name=definition.name))
    return GroupFindings(
        group=role, week_on=week_on, sellers=peers.past.sellers, weeks=found.weeks, candidates=candidates
    )


def _landing(one: SellerLands, week_on: date) -> SellerLanding:
    return SellerLanding(
        person_id=one.person.key,
        week_on=week_on,
        starts_on=one.goal.starts_on,
        ends_on=one.goal.ends_on,
        goal=one.goal.amount,
        now=as_figures(one.now, one.goal.amount),
        at_target=as_figures(one.at_target, one.goal.amount),
    )


def forget_conclusions_before(day: date) -> None:
    """Remove what was concluded for weeks that began before a day."""
    GroupFindings.objects.filter(week_on__lt=day).delete()
    SellerVerdict.objects.filter(week_on__lt=day).delete()
    SellerLanding.objects.filter(week_on__lt=day).delete()
