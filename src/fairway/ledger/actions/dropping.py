"""Taking counts out: of metrics that are no more, of weeks kept long enough, of somebody erased."""

from collections.abc import Collection
from datetime import date

from fairway.ledger.actions.rolling import note_lines, roll_up
from fairway.ledger.models import CountedMetric, ManagerCount, WeeklyCount
from fairway.people.queries import spans_now


def drop_weeks_before(day: date) -> None:
    """Remove counts of weeks that began before a day."""
    for model in (WeeklyCount, ManagerCount):
        model.objects.filter(week_on__lt=day).delete()


def forget_counts(person_key: int) -> int:
    """Remove an erased person's counts and sum their managers' weeks anew. Returns how many weeks."""
    weeks = list(WeeklyCount.objects.filter(person_key=person_key).values_list("week_on", flat=True).distinct())
    WeeklyCount.objects.filter(person_key=person_key).delete()
    ManagerCount.objects.filter(manager_key=person_key).delete()
    roll_up(weeks)
    note_lines(span for span in spans_now() if person_key not in span[:2])
    return len(weeks)


def forget_metrics(keys: Collection[str]) -> None:
    """Remove metrics that are no more, with their counts."""
    CountedMetric.objects.filter(key__in=list(keys)).delete()
