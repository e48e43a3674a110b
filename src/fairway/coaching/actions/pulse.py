"""Answering the pulse, and publishing a period of it, once."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from fairway.coaching.models import PublishedPulse, PulseBox, PulseGroup, PulseTaken
from fairway.coaching.pulse import ANSWERS, QUESTIONS, Blur, Box, empty_counts, last_day_of, period_of, published
from fairway.coaching.queries.pulse import area_of
from fairway.coaching.types import Refused
from fairway.diagnosis.budget.blurring import one_blur
from fairway.execution.queries import today
from fairway.people.queries import places_by


@transaction.atomic
def answer_pulse(person_key: int, answers: Mapping[str, int]) -> None:
    """Count somebody's answers, each the place of one of five. Refused a second time in a period.

    No audit line is written: it would say when somebody answered, and beside the counts of that minute what.
    """
    if answers.keys() != QUESTIONS.keys() or not all(0 <= place < len(ANSWERS) for place in answers.values()):
        raise Refused("Answer both questions, or neither.")
    on = today()
    try:
        with transaction.atomic():
            PulseTaken.objects.create(person_id=person_key, period_on=period_of(on))
    except IntegrityError as problem:
        raise Refused("You have answered for this quarter.") from problem
    said = {"period_on": period_of(on), "head_id": area_of(person_key, on)}
    box = PulseBox.objects.select_for_update().filter(**said).first() or PulseBox(**said, counts=empty_counts())
    for question, place in answers.items():
        box.counts[question][place] += 1
    box.save()


def publish_pulses(*, blur: Blur = one_blur) -> int:
    """Publish every quarter that is over and was not, and remove what it was published from. Returns how many."""
    running = period_of(today())
    over = PulseBox.objects.filter(period_on__lt=running).values_list("period_on", flat=True).distinct()
    count = sum(_publish(period_on, blur) for period_on in sorted(set(over)))
    PulseTaken.objects.filter(period_on__lt=running).delete()
    return count


@transaction.atomic
def _publish(period_on: date, blur: Blur) -> bool:
    """A period is written whole or not at all. What comes to a published one late changes nothing, and goes."""
    _, is_first = PublishedPulse.objects.get_or_create(period_on=period_on)
    rows = PulseBox.objects.select_for_update().filter(period_on=period_on)
    if is_first:
        boxes = [Box(row.head_id, {key: tuple(counts) for key, counts in row.counts.items()}) for row in rows]
        managers = {key: manager for key, (manager, _) in places_by(last_day_of(period_on)).items()}
        PulseGroup.objects.bulk_create(
            PulseGroup(
                pulse_id=period_on,
                head_id=group.head_key,
                areas=group.areas,
                answers=group.answers,
                agreeing=dict(group.agreeing),
            )
            for group in published(boxes, managers, blur)
        )
    rows.delete()
    return is_first


def forget_pulses_before(day: date) -> None:
    """Remove what was published of quarters that began before a day."""
    PublishedPulse.objects.filter(period_on__lt=day).delete()
