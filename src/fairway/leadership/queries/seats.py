"""Who stood under whom in closed weeks, as it was when each was first written."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from fairway.coaching.support.types import Seat
from fairway.leadership.models import RolledSeller
from fairway.leadership.types import Grain


def stored_seats(weeks: Collection[date]) -> dict[date, list[Seat]]:
    """By the first day of each week that is written."""
    rows = RolledSeller.objects.filter(team__period__grain=Grain.WEEK, team__period__starts_on__in=list(weeks))
    found: dict[date, list[Seat]] = defaultdict(list)
    for week_on, path, person_key in rows.order_by("pk").values_list(
        "team__period__starts_on", "team__path", "person_id"
    ):
        found[week_on].append(Seat(tuple(path), person_key))
    return dict(found)
