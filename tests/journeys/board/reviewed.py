"""Reviews of the leader of the invented home with one manager: three that were held, one that runs, one to come."""

from datetime import timedelta

RUNS, TO_COME = 4, 5  # the keys of the last two


def hold_reviews() -> None:
    """What the time went to differs, a promise was kept and another is open, and a clock was forgotten once."""
    from django.utils import timezone

    from fairway.leadership.models import ManagerReview, ReviewNote, ReviewPress, ReviewPromise, ReviewQuestion
    from fairway.people.queries import keys_by_native_id

    keys, now = keys_by_native_id(["lead", "m-north"]), timezone.now()
    both = {"leader_id": keys["lead"], "manager_id": keys["m-north"]}
    for weeks, (support, results) in ((3, (22, 6)), (2, (12, 15)), (1, (9, 95))):
        at = now - timedelta(weeks=weeks)
        end = at + timedelta(minutes=support + results)
        held = ManagerReview.objects.create(
            pk=4 - weeks, kind="weekly", state="held", starts_at=at, opened_at=at, held_at=end, **both
        )
        ReviewPress.objects.create(review=held, item="working", at=at)
        ReviewPress.objects.create(review=held, item="number", at=at + timedelta(minutes=support))
        for item in ("working", "working", "number"):
            ReviewQuestion.objects.create(review=held, item=item, at=at)
        ReviewNote.objects.create(review=held, item="working", text="Two plans were written before calls.")
        ReviewPromise.objects.create(
            review=held, what=f"Legal answers action plans in {weeks + 1} days", made_on=at.date(), by_on=now.date(),
            kept="kept" if weeks == 1 else "", said_on=now.date() if weeks == 1 else None,
        )  # fmt: skip
    began = now - timedelta(minutes=14)
    runs = ManagerReview.objects.create(pk=RUNS, kind="weekly", state="open", starts_at=began, opened_at=began, **both)
    ReviewPress.objects.create(review=runs, item="working", at=began + timedelta(minutes=1))
    ReviewPress.objects.create(review=runs, item="in_the_way", at=began + timedelta(minutes=9))
    ReviewQuestion.objects.create(review=runs, item="working", at=began)
    ManagerReview.objects.create(pk=TO_COME, kind="quarterly", starts_at=now + timedelta(days=3), **both)
