"""Roll-ups that were kept long enough, and people who are erased."""

from datetime import date

from fairway.leadership.models import RolledPeriod, RolledTeam
from fairway.leadership.own.actions import forget_choices_before

ERASED = 0


def forget_roll_ups_before(day: date) -> None:
    """Remove periods, and choices of managers, that ended before a day."""
    RolledPeriod.objects.filter(ends_on__lt=day).delete()
    forget_choices_before(day)


def forget_in_paths(person_key: int) -> None:
    """Take somebody out of the paths of teams that stood below them; the sums stay."""
    rows = [row for row in RolledTeam.objects.only("path").iterator() if person_key in row.path]
    for row in rows:
        row.path = [ERASED if key == person_key else key for key in row.path]
    RolledTeam.objects.bulk_update(rows, ["path"], batch_size=500)
