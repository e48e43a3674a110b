"""Reads of offers and pairs, for the two of a pair and whoever leads both directly."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from fairway.audit.recording import row_as_json
from fairway.coaching.models import Pairing, PairingNote, PairingOffer
from fairway.coaching.pairing.types import OfferFacts, PairFacts, Question, Side, Suggestion
from fairway.people import access
from fairway.people.types import Facet, Viewer

SHOWN_BACK = timedelta(weeks=13)  # over that long, the same two may be suggested again


def pair_facts(row: Pairing) -> PairFacts:
    return PairFacts(
        key=row.pk,
        metric_key=row.metric_key,
        asker_key=row.asker_id,
        helper_key=row.helper_id,
        proposed_on=row.proposed_on,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        closed_on=row.closed_on,
        tell_on=row.tell_on,
        said={row.asker_id: row.asker_said, row.helper_id: row.helper_said},
        shows={row.asker_id: row.asker_shows, row.helper_id: row.helper_shows},
    )


def pair(viewer: Viewer, key: int) -> PairFacts:
    """One pair, for its two and for whoever leads both directly; Hidden for everybody else."""
    row = Pairing.objects.filter(pk=key).first()
    if row is None:
        raise access.Hidden
    facts = pair_facts(row)
    if viewer.person_key not in facts.both:
        for person_key in facts.both:
            access.require(viewer, person_key, Facet.NOTES)
    return facts


def own_pair(viewer: Viewer, key: int) -> tuple[PairFacts, int]:
    """(one of the viewer's own pairs, the viewer's person); Hidden for everybody else."""
    facts = pair(viewer, key)
    if viewer.person_key is None or viewer.person_key not in facts.both:
        raise access.Hidden
    return facts, viewer.person_key


def offers_of(person_keys: Collection[int]) -> list[OfferFacts]:
    rows = PairingOffer.objects.filter(person_id__in=list(person_keys)).order_by("pk")
    return [OfferFacts(row.person_id, row.metric_key, Side(row.side)) for row in rows]


def pairs_of(person_keys: Collection[int], on: date) -> list[PairFacts]:
    """Pairs in which any of the people is or lately was, the newest first."""
    keys = list(person_keys)
    rows = Pairing.objects.filter(Q(helper_id__in=keys) | Q(asker_id__in=keys)).order_by("-proposed_on", "-pk")
    return [facts for row in rows if (facts := pair_facts(row)).over_on >= on - SHOWN_BACK]


def as_suggestion(facts: PairFacts) -> Suggestion:
    return Suggestion(facts.metric_key, facts.asker_key, facts.helper_key)


def notes_of(key: int) -> dict[int, dict[Question, str]]:
    """By person what they wrote to each question."""
    found: dict[int, dict[Question, str]] = {}
    for row in PairingNote.objects.filter(pairing_id=key):
        found.setdefault(row.person_id, {})[Question(row.part)] = row.text
    return found


def tried_in(keys: Collection[int], person_key: int) -> set[int]:
    """Those of the pairs in which somebody has said what they tried."""
    rows = PairingNote.objects.filter(pairing_id__in=list(keys), person_id=person_key, part=Question.TRIED)
    return set(rows.exclude(text="").values_list("pairing_id", flat=True))


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person for that person's own export; the other's side of a pair is left out."""
    rows = Pairing.objects.filter(Q(helper_id=person_key) | Q(asker_id=person_key)).order_by("pk")
    return {
        "pairing_offers": [row_as_json(row) for row in PairingOffer.objects.filter(person_id=person_key)],
        "pairings": [_own_side(row, person_key) for row in rows],
        "pairing_notes": [row_as_json(row) for row in PairingNote.objects.filter(person_id=person_key).order_by("pk")],
    }


def _own_side(row: Pairing, person_key: int) -> dict[str, Any]:
    other = "helper" if row.asker_id == person_key else "asker"
    told = row_as_json(row)
    return {name: None if name.startswith(f"{other}_") else value for name, value in told.items()}
