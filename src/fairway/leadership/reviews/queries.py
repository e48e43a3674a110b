"""Reads of reviews, for the two of each; of what the time went to also for those who see a leader's balance."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from fairway.audit.recording import row_as_json
from fairway.commitments.types import Kept
from fairway.leadership.models import ManagerReview, ReviewNote, ReviewPress, ReviewPromise, ReviewQuestion
from fairway.leadership.reviews.balance import TREND, Attention, attention
from fairway.leadership.reviews.kinds import kind_of
from fairway.leadership.reviews.types import NoteFacts, Press, PromiseFacts, ReviewFacts, State, Talked
from fairway.lib.periods import end_of_day, local_day
from fairway.people import access
from fairway.people.queries import direct_managers, organisation
from fairway.people.types import Viewer

SHOWN_BACK = timedelta(weeks=53)  # of held reviews in lists
HAPPENED_AT = Coalesce("opened_at", "starts_at")  # a review may be held on another day than it was planned for
LOOKED_AT = 2 * TREND  # some of the newest had no clock, which tells nothing: as many again are looked at


def review_facts(row: ManagerReview) -> ReviewFacts:
    return ReviewFacts(
        key=row.pk,
        leader_key=row.leader_id,
        manager_key=row.manager_id,
        kind=row.kind,
        starts_at=row.starts_at,
        state=State(row.state),
        opened_at=row.opened_at,
        held_at=row.held_at,
    )


def review(viewer: Viewer, key: int) -> ReviewFacts:
    """One review, for its two alone; Hidden for everybody else, also those above and operations."""
    row = ManagerReview.objects.filter(pk=key).first()
    if row is None or viewer.person_key is None or viewer.person_key not in (row.leader_id, row.manager_id):
        raise access.Hidden
    return review_facts(row)


def promise(viewer: Viewer, key: int) -> tuple[PromiseFacts, ReviewFacts]:
    """One promise of a review of the viewer's, with that review; Hidden for everybody else."""
    row = ReviewPromise.objects.filter(pk=key).first()
    if row is None:
        raise access.Hidden
    return _promise_facts(row), review(viewer, row.review_id)


def reviews_of(person_key: int, on: date) -> list[ReviewFacts]:
    """Reviews to come and those of the last year of which somebody is one of the two, the newest first."""
    rows = by_when().filter(Q(leader_id=person_key) | Q(manager_id=person_key))
    shown = rows.filter(Q(state__in=[State.PLANNED, State.OPEN]) | happened_after(before_day(on - SHOWN_BACK)))
    return [review_facts(row) for row in shown.exclude(state=State.CALLED_OFF)]


def by_when() -> QuerySet[ManagerReview]:
    """Reviews by when they happened, or are to, the newest first."""
    return ManagerReview.objects.order_by(HAPPENED_AT.desc(), "-pk")


def happened_after(at: datetime) -> Q:
    """Reviews that happened, or are to, after an instant."""
    return Q(GreaterThan(HAPPENED_AT, at))


def before_day(day: date) -> datetime:
    """The last instant before a day of the organisation."""
    return end_of_day(day - timedelta(days=1), organisation().timezone)


def still_leads(facts: ReviewFacts, on: date) -> bool:
    """Whether the manager reports to the leader on a day."""
    return facts.leader_key in direct_managers(facts.manager_key, on)


def talked_in(keys: Collection[int]) -> dict[int, Talked]:
    """By review its presses and how many questions were asked under each item, in two statements."""
    presses: dict[int, list[Press]] = defaultdict(list)
    asked: dict[int, Counter[str]] = defaultdict(Counter)
    for key, item, at in (
        ReviewPress.objects.filter(review_id__in=list(keys)).order_by("at", "pk").values_list("review_id", "item", "at")
    ):
        presses[key].append(Press(at, item))
    for key, item in ReviewQuestion.objects.filter(review_id__in=list(keys)).values_list("review_id", "item"):
        asked[key][item] += 1
    return {key: Talked(presses[key], asked[key]) for key in keys}


def notes_of(key: int) -> dict[str, NoteFacts]:
    """By item what stands there."""
    rows = ReviewNote.objects.filter(review_id=key)
    return {row.item: note_facts(row) for row in rows}


def note_facts(row: ReviewNote) -> NoteFacts:
    return NoteFacts(row.text, row.version, row.edited_by)


def promises_in(key: int) -> list[PromiseFacts]:
    """What was promised in one review."""
    return [_promise_facts(row) for row in ReviewPromise.objects.filter(review_id=key).order_by("by_on", "pk")]


def promises_before(facts: ReviewFacts) -> list[PromiseFacts]:
    """What the leader promised this manager in earlier reviews and is open, or was answered since the newest held one
    before it, by day.
    """
    both = by_when().filter(leader_id=facts.leader_key, manager_id=facts.manager_key).exclude(pk=facts.key)
    earlier = both.filter(~happened_after(facts.happened_at))
    held = earlier.filter(state=State.HELD).first()
    since = Q(kept=Kept.OPEN)
    if held is not None:
        held_on = local_day(review_facts(held).happened_at, organisation().timezone)
        since |= Q(said_on__gte=held_on) | Q(review_id=held.pk)
    rows = ReviewPromise.objects.filter(since, review__in=earlier.order_by()).order_by("by_on", "pk")
    return [_promise_facts(row) for row in rows]


def open_promises_of(person_key: int) -> list[tuple[PromiseFacts, ReviewFacts]]:
    """What somebody promised, or was promised, in reviews and nobody answered yet, by day."""
    either = Q(review__leader_id=person_key) | Q(review__manager_id=person_key)
    rows = ReviewPromise.objects.filter(either, kept=Kept.OPEN).select_related("review").order_by("by_on", "pk")
    return [(_promise_facts(row), review_facts(row.review)) for row in rows]


def _promise_facts(row: ReviewPromise) -> PromiseFacts:
    return PromiseFacts(row.pk, row.what, row.made_on, row.by_on, kept=Kept(row.kept), said_on=row.said_on)


def attention_seen(viewer: Viewer) -> dict[int, list[Attention]]:
    """By leader what their newest held reviews went to: the viewer's own, those of whoever held one with the viewer
    in the last year, and those of leaders who report to the viewer. With whom each was held is not in it.
    """
    own = viewer.person_key
    if own is None:
        return {}
    lately = ManagerReview.objects.filter(happened_after(before_day(viewer.on - SHOWN_BACK)), state=State.HELD)
    met = set(lately.filter(manager_id=own).values_list("leader_id", flat=True))
    return _attention_of({own, *met, *access.led_directly(viewer)})


def attention_of(leader_key: int) -> list[Attention]:
    """What the newest held reviews of one leader went to. Nothing here asks who looks."""
    rows = by_when().filter(leader_id=leader_key, state=State.HELD)[:LOOKED_AT]
    return _attention({leader_key: [review_facts(row) for row in rows]})[leader_key]


def _attention_of(leader_keys: Collection[int]) -> dict[int, list[Attention]]:
    newest: dict[int, list[ReviewFacts]] = defaultdict(list)
    for row in by_when().filter(leader_id__in=list(leader_keys), state=State.HELD):
        if len(newest[row.leader_id]) < LOOKED_AT:
            newest[row.leader_id].append(review_facts(row))
    return _attention(newest)


def _attention(newest: Mapping[int, Sequence[ReviewFacts]]) -> dict[int, list[Attention]]:
    talked = talked_in([one.key for held in newest.values() for one in held])
    return {key: [attention(one, kind_of(one.kind), talked[one.key]) for one in held] for key, held in newest.items()}


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every review of which somebody is one of the two, with all that stands in it, for that person's own export."""
    rows = ManagerReview.objects.filter(Q(leader_id=person_key) | Q(manager_id=person_key)).order_by("pk")
    keys = [row.pk for row in rows]
    inside: Mapping[str, Iterable[Any]] = {
        "manager_review_notes": ReviewNote.objects.filter(review_id__in=keys).order_by("pk"),
        "manager_review_clocks": ReviewPress.objects.filter(review_id__in=keys).order_by("pk"),
        "manager_review_questions": ReviewQuestion.objects.filter(review_id__in=keys).order_by("pk"),
        "manager_review_promises": ReviewPromise.objects.filter(review_id__in=keys).order_by("pk"),
    }
    found = {name: [row_as_json(row) for row in kept] for name, kept in inside.items()}
    return {"manager_reviews": [row_as_json(row) for row in rows], **found}
