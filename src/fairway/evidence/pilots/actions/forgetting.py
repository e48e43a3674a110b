"""What was kept long enough goes, and whoever is erased goes out of what they wrote and proposed."""

from datetime import date, timedelta

from fairway.audit.scrubbing import scrub
from fairway.evidence.models import Pilot
from fairway.lib.spellings import Spellings

ACCOUNTS = ("proposed_by", "started_by", "stopped_by")


def forget_pilots_before(day: date) -> None:
    """Remove pilots whose last week was over before a day, with who took part."""
    ended = [row.pk for row in Pilot.objects.all() if row.starts_on + timedelta(days=7 * row.weeks) <= day]
    Pilot.objects.filter(pk__in=ended).delete()


def forget_account(user_id: int) -> None:
    """Take an erased account out of what it proposed, started and stopped."""
    for column in ACCOUNTS:
        Pilot.objects.filter(**{column: user_id}).update(**{column: None})


def forget_names_in_pilots(spellings: Spellings) -> None:
    """Replace every text that holds one of the names."""
    scrub(Pilot.objects.iterator(), ("why", "stop_reason"), spellings)
