"""Roll-ups and reviews that were kept long enough, and people who are erased."""

from datetime import date

from fairway.audit.scrubbing import scrub
from fairway.leadership.models import ManagerReview, ReviewNote, ReviewPromise, RolledPeriod, RolledTeam
from fairway.leadership.own.actions import forget_choices_before
from fairway.leadership.reviews.queries import before_day, happened_after
from fairway.lib.spellings import Spellings

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


def forget_reviews_before(day: date) -> None:
    """Remove reviews that happened, or were to, before a day, with all that stands in them."""
    ManagerReview.objects.exclude(happened_after(before_day(day))).delete()


def forget_account(user_id: int) -> None:
    """Take an erased account out of reviews of others."""
    ManagerReview.objects.filter(planned_by=user_id).update(planned_by=None)
    ReviewNote.objects.filter(edited_by=user_id).update(edited_by=None)


def forget_names_in_reviews(spellings: Spellings) -> None:
    """Replace every note and promise that says one of the names."""
    scrub(ReviewNote.objects.exclude(text="").iterator(), ("text",), spellings)
    ReviewNote.objects.exclude(sent={}).update(sent={})
    scrub(ReviewPromise.objects.iterator(), ("what",), spellings)
