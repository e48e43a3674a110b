"""What roll-ups keep about one person, for that person's own export."""

from dataclasses import asdict
from typing import Any

from fairway.execution.queries import today
from fairway.leadership.models import RolledSeller, RolledTeam
from fairway.leadership.queries.seeing import areas_of
from fairway.leadership.reviews.queries import kept_about as kept_of_reviews

PERIOD = ("period__grain", "period__starts_on", "period__ends_on")


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """In which periods somebody was counted; of whoever leads sellers the sums of their own and of everybody below, as
    they may read them; every review they were one of the two of.
    """
    counted = RolledSeller.objects.filter(person_id=person_key).order_by("team__period__starts_on", "pk")
    teams = RolledTeam.objects.filter(manager_id=person_key).order_by("period__starts_on", "pk")
    return {
        "closed_periods_you_were_counted_in": list(counted.values(*(f"team__{name}" for name in PERIOD))),
        "sums_of_sellers_you_led": list(teams.values(*PERIOD, "figures")),
        **kept_of_reviews(person_key),
        "sums_of_everybody_below_you": [
            {
                "grain": period.grain,
                "starts_on": period.starts_on,
                "ends_on": period.ends_on,
                "figures": {key: asdict(one) for key, one in told.sums.items()},
                "hidden": sorted(told.hidden),
                "partial": sorted(told.partial),
            }
            for period, told in areas_of(person_key, today())
        ],
    }
