"""Writes of offers and pairs. Each is audited; what one of the two answers stands in that one's own lines alone."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.models import Pairing, PairingNote, PairingOffer
from fairway.coaching.pairing.queries import pair_facts, pairs_of
from fairway.coaching.pairing.types import LASTS, PairState, Question, Side, Suggestion
from fairway.coaching.types import Refused

LONGEST_ANSWER = 2_000  # signs
NOT_THEIRS = "That waits for nobody any more. Load the page again."


@transaction.atomic
def offer(person_key: int, metric_key: str, side: Side | None, *, on: date, actor_id: int | None) -> None:
    """Say that one would help with an activity or asks to be paired on it; None takes it back. A pair that was
    proposed or runs goes on.
    """
    rows = PairingOffer.objects.filter(person_id=person_key, metric_key=metric_key)
    if side is None:
        if not rows.delete()[0]:
            return
    else:
        found = {"side": side, "since_on": on}
        PairingOffer.objects.update_or_create(person_id=person_key, metric_key=metric_key, defaults=found)
    detail = {"metric": metric_key, "side": side or ""}
    record_change(actor_id=actor_id, action="offer_pairing", subject=("person", person_key), detail=detail)


@transaction.atomic
def propose_pair(wish: Suggestion, *, on: date, actor_id: int | None) -> int:
    """Ask both. Returns the pair's key. Refused where one of them took the offer back or is in a pair already."""
    # All offers of both are locked, so that two proposals at once do not take one person twice, on whatever activity.
    both = [wish.asker_key, wish.helper_key]
    rows = PairingOffer.objects.select_for_update().filter(person_id__in=both).order_by("pk")
    sides = {row.person_id: row.side for row in rows if row.metric_key == wish.metric_key}
    if sides != {wish.asker_key: Side.ASKS, wish.helper_key: Side.HELPS}:
        raise Refused("One of the two took it back. Load the page again.")
    if any(facts.is_open_on(on) for facts in pairs_of([wish.asker_key, wish.helper_key], on)):
        raise Refused("One of the two is in a pair already. Load the page again.")
    row = Pairing.objects.create(
        helper_id=wish.helper_key,
        asker_id=wish.asker_key,
        metric_key=wish.metric_key,
        proposed_by=actor_id,
        proposed_on=on,
    )
    _record("propose_pair", row, [wish.asker_key, wish.helper_key], actor_id)
    return row.pk


@transaction.atomic
def answer_pair(key: int, person_key: int, *, is_yes: bool, on: date, actor_id: int | None) -> None:
    """One of the two answers; the second yes begins it. Refused once it waits for nobody."""
    row = _locked(key)
    side = "asker" if person_key == row.asker_id else "helper"
    if pair_facts(row).state_on(on) is not PairState.PROPOSED or getattr(row, f"{side}_said"):
        raise Refused(NOT_THEIRS)
    setattr(row, f"{side}_said", "yes" if is_yes else "no")
    if row.asker_said == row.helper_said == "yes":
        row.starts_on, row.ends_on = on, on + LASTS
    row.save()
    _record("answer_pair", row, [person_key], actor_id)


@transaction.atomic
def write_worksheet(
    key: int, person_key: int, answers: Mapping[Question, str], tell_on: date | None, *, on: date
) -> None:
    """Keep what one of the two wrote. Questions that are over are left as they are; Refused where all are, and for an
    answer too long. `tell_on` is the day of both, and stays where none is given.
    """
    row = _locked(key)
    facts = pair_facts(row)
    may_write = facts.writes_on(on)
    if not may_write:
        raise Refused("This is over: what was written stays as it is.")
    if any(len(text) > LONGEST_ANSWER for text in answers.values()):
        raise Refused(f"Keep each answer to {LONGEST_ANSWER:,} signs.")
    for question in may_write:
        if question in answers:
            text = {"text": answers[question].replace("\r\n", "\n"), "written_at": timezone.now()}
            PairingNote.objects.update_or_create(pairing=row, person_id=person_key, part=question, defaults=text)
    if tell_on is not None and facts.state_on(on) is PairState.RUNNING:
        row.tell_on = tell_on
        row.save(update_fields=["tell_on"])


@transaction.atomic
def show_worksheet(key: int, person_key: int, *, shows: bool, actor_id: int | None) -> None:
    """One of the two lets whoever leads both read it, or no more; it is read once both do."""
    row = _locked(key)
    side = "asker" if person_key == row.asker_id else "helper"
    setattr(row, f"{side}_shows", shows)
    row.save(update_fields=[f"{side}_shows"])
    _record("show_worksheet", row, [person_key], actor_id)


@transaction.atomic
def end_pair(key: int, *, on: date, by: int | None, actor_id: int | None) -> None:
    """It ends today, or is proposed no more. `by` is one of the two, None whoever leads both. Refused once over."""
    row = _locked(key)
    if not pair_facts(row).is_open_on(on):
        raise Refused("This is over already.")
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    _record("end_pair", row, [row.asker_id, row.helper_id] if by is None else [by], actor_id)


def forget_pairs_before(day: date) -> None:
    """Remove pairs that were over before a day, with what was written in them."""
    rows = Pairing.objects.filter(proposed_on__lt=day)
    Pairing.objects.filter(pk__in=[row.pk for row in rows if pair_facts(row).over_on < day]).delete()


def _locked(key: int) -> Pairing:
    return Pairing.objects.select_for_update().get(pk=key)


def _record(action: str, row: Pairing, person_keys: list[int], actor_id: int | None) -> None:
    detail = {"metric": row.metric_key}
    record_change(actor_id=actor_id, action=action, subject=("people", person_keys), detail=detail)
