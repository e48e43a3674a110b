"""Reading proposals and what reviews decided."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.evidence.verdict import Verdict
from fairway.lib.periods import end_of_day, local_day
from fairway.metrics.queries import definitions
from fairway.metrics.types import Definition, MetricClass
from fairway.people.queries import organisation
from fairway.people.types import PersonFacts
from fairway.records.queries import activity_words
from fairway.studio import models
from fairway.studio.proposals.telling import Telling, Told
from fairway.studio.proposals.types import Answer, Decided, Decision, Hypothesis, Proposal, Review, Seen
from fairway.web.words import first_name


def proposals_of(person_keys: Collection[int]) -> dict[int, list[Proposal]]:
    """Everything proposed about those people with its reviews, newest first. Two statements, however many they are."""
    rows = models.Proposal.objects.filter(person_id__in=list(person_keys)).order_by("-pk")
    found: dict[int, list[Proposal]] = defaultdict(list)
    for row in rows.prefetch_related("reviews"):
        found[row.person_id].append(facts(row))
    return found


def proposals_by(account_key: int) -> list[Proposal]:
    """Everything one account proposed to sellers with its reviews, newest first. Nothing here asks who looks."""
    rows = models.Proposal.objects.filter(proposed_by=account_key, is_by_seller=False).order_by("-pk")
    return [facts(row) for row in rows.prefetch_related("reviews")]


def proposal(key: int) -> Proposal | None:
    row = models.Proposal.objects.prefetch_related("reviews").filter(pk=key).first()
    return facts(row) if row else None


def facts(row: models.Proposal) -> Proposal:
    return Proposal(
        key=row.pk,
        person_key=row.person_id,
        hypothesis=Hypothesis(
            metric_key=row.metric_key,
            target=row.target,
            per=row.per,
            quality=row.quality,
            objective_key=row.objective_key,
            objective_from=row.objective_from,
            objective_to=row.objective_to,
            objective_of=row.objective_of,
            by_on=row.by_on,
            review_on=row.review_on,
            goal_share=row.goal_share,
            retired_key=row.retired_key,
        ),
        is_by_seller=row.is_by_seller,
        note=row.note,
        override=row.override,
        reasons=tuple((str(about), str(sentence)) for about, sentence in row.reasons),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        answer=Answer(row.answer),
        answered_at=row.answered_at,
        starts_on=row.starts_on,
        counters=row.counters_id,
        reviews=tuple(_review(one) for one in sorted(row.reviews.all(), key=lambda one: -one.pk)),
    )


def _review(row: models.Review) -> Review:
    seen = None
    if row.verdict and row.verdict_week_on:
        seen = Seen(Verdict(row.verdict), row.verdict_week_on, row.verdict_until_on, row.verdict_chance)
    return Review(row.pk, Decision(row.decision), row.reason, row.decided_by, row.decided_at, row.objective_then, seen)


def decided_over(first_on: date, last_on: date, of: Collection[int] | None = None) -> list[Decided]:
    """What reviews decided on those days, about everybody or some people, in order. Nothing here asks who looks."""
    zone = organisation().timezone
    since, until = end_of_day(first_on - timedelta(days=1), zone), end_of_day(last_on, zone)
    rows = models.Review.objects.filter(decided_at__gt=since, decided_at__lte=until).order_by("pk")
    rows = rows if of is None else rows.filter(person_id__in=list(of))
    columns = rows.values_list("person_id", "proposal__metric_key", "decided_at", "decision", "verdict")
    return [
        Decided(person_key, metric, local_day(at, zone), Decision(decision), Verdict(said) if said else None)
        for person_key, metric, at, decision, said in columns
    ]


def as_columns(hypothesis: Hypothesis) -> dict[str, Any]:
    """A hypothesis as the columns of its row, figures as exactly as the table keeps them."""
    places = {"objective_from": 3, "objective_to": 3, "objective_of": 3, "goal_share": 4, "target": 2}
    columns = {name: getattr(hypothesis, name) for name in Hypothesis.__dataclass_fields__}
    return {
        name: round(Decimal(value), places[name]) if name in places and value is not None else value
        for name, value in columns.items()
    }


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person, all columns, for that person's own export."""
    about = {"person_id": person_key}
    return {
        "proposals": [row_as_json(row) for row in models.Proposal.objects.filter(**about).order_by("pk")],
        "reviews": [row_as_json(row) for row in models.Review.objects.filter(**about).order_by("pk")],
    }


def everything() -> list[Proposal]:
    """Every proposal with its reviews, oldest first, for an export."""
    return [facts(row) for row in models.Proposal.objects.order_by("pk").prefetch_related("reviews")]


def selectable(known: Mapping[str, Definition]) -> list[Definition]:
    """Activities that can be chosen as an HIA: the organisation's own words first, then the catalogue, by name."""
    words = activity_words()
    chosen = [definition for definition in known.values() if definition.can_be_hia]
    return sorted(chosen, key=lambda d: (d.key not in words, d.name.casefold()))


def objectives(known: Mapping[str, Definition]) -> list[Definition]:
    """What an activity may be meant to move, by name."""
    return sorted(
        (d for d in known.values() if d.metric_class is MetricClass.OBJECTIVE and not d.is_retired),
        key=lambda d: d.name.casefold(),
    )


def waiting_on(metric_key: str) -> list[int]:
    """Keys of the people about whom a proposal on one metric waits."""
    rows = models.Proposal.objects.filter(metric_key=metric_key, answer="")
    return list(rows.values_list("person_id", flat=True).distinct())


def waiting_about(person: PersonFacts, *, is_own: bool) -> list[Told]:
    """What waits for an answer about somebody, from either side, in words for them or for whoever plans with them."""
    said = proposals_of([person.key]).get(person.key, [])
    waiting = [one for one in said if one.is_waiting]
    if not waiting:
        return []
    tell = Telling(first_name(person.name), definitions(), organisation().currency, is_own=is_own)
    by_key = {one.key: one for one in said}
    return [tell.told(one, by_key.get(one.counters or 0)) for one in waiting]
