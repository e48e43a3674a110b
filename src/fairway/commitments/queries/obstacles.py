"""Obstacles, and who may know of them.

The seller and those who lead them see every one of theirs. Whoever was asked to remove one, and operations for those
they raised, see that one, as long as they may see the seller's counts. Nobody else learns that there is any.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from fairway.commitments.models import Obstacle
from fairway.commitments.queries.commitments import commitment_facts
from fairway.commitments.types import WITHOUT_A_NAME, ObstacleFacts, ObstacleState, OwnerRole, RaisedAs
from fairway.people import access
from fairway.people.types import Facet, Viewer
from fairway.signs.types import Cause

CLOSED_SHOWN = timedelta(weeks=13)
IN_TIME = timedelta(days=14)


def obstacle_facts(row: Obstacle) -> ObstacleFacts:
    return ObstacleFacts(
        key=row.pk,
        commitment=commitment_facts(row.commitment),
        cause=Cause(row.cause) if row.cause else None,
        metric_key=row.metric_key,
        week_on=row.week_on,
        raised_by=row.raised_by,
        raised_as=RaisedAs(row.raised_as),
        state=ObstacleState(row.state),
        outcome=row.outcome,
        closed_on=row.closed_on,
    )


def _rows() -> QuerySet[Obstacle]:
    return Obstacle.objects.select_related("commitment").order_by("commitment__made_on", "pk")


def _waits(on: date) -> Q:
    """Open, and its seller is still there."""
    return Q(state=ObstacleState.OPEN) & (Q(person__left_on__isnull=True) | Q(person__left_on__gte=on))


def _asked_of(viewer: Viewer) -> Q:
    """Obstacles that wait for the viewer: by name, together with their manager, or for operations without a name."""
    asked = Q(pk__in=[])
    if viewer.person_key is not None:
        asked |= Q(commitment__owner_id=viewer.person_key)
        asked |= Q(commitment__is_together=True, person_id=viewer.person_key)
    if viewer.is_operations:
        asked |= Q(commitment__owner__isnull=True, commitment__role__in=list(WITHOUT_A_NAME))
    return asked


def is_asked(viewer: Viewer, facts: ObstacleFacts) -> bool:
    """Whether it waits for this viewer."""
    promise = facts.commitment
    if viewer.person_key is not None and (
        promise.owner_key == viewer.person_key or (promise.is_together and facts.person_key == viewer.person_key)
    ):
        return True
    return viewer.is_operations and promise.owner_key is None and promise.role in WITHOUT_A_NAME


def _known(viewer: Viewer, rows: Iterable[Obstacle]) -> list[ObstacleFacts]:
    """Those of them the viewer may know of, in their order."""
    found = [obstacle_facts(row) for row in rows]
    if not found:
        return []  # the usual case on a first page: nobody's lines are asked about
    people = {one.person_key for one in found}
    whole = access.visible_keys(viewer, people, Facet.OBSTACLES)
    counted = access.visible_keys(viewer, people - whole, Facet.COUNTS)
    return [
        one
        for one in found
        if one.person_key in whole
        or (
            one.person_key in counted
            and (is_asked(viewer, one) or (viewer.is_operations and one.raised_as is RaisedAs.OPERATIONS))
        )
    ]


def obstacles_about(viewer: Viewer, person_key: int) -> list[ObstacleFacts]:
    """One seller's obstacles as far as the viewer may know of them: open ones, oldest first, then what lately came of
    others, newest first.
    """
    shown = Q(state=ObstacleState.OPEN) | Q(closed_on__gte=viewer.on - CLOSED_SHOWN)
    found = _known(viewer, _rows().filter(shown, person_id=person_key))
    return [one for one in found if one.is_open] + [one for one in reversed(found) if not one.is_open]


def obstacle(viewer: Viewer, key: int) -> ObstacleFacts:
    """One obstacle; Hidden for whoever may not know of it, and where there is none."""
    found = _known(viewer, _rows().filter(pk=key))
    if not found:
        raise access.Hidden
    return found[0]


def waiting_for(viewer: Viewer) -> list[ObstacleFacts]:
    """Open obstacles that wait for the viewer, the oldest first, in at most four statements."""
    return _known(viewer, _rows().filter(_asked_of(viewer), _waits(viewer.on)))


def asked_of_others(viewer: Viewer) -> list[ObstacleFacts]:
    """Open obstacles that wait for somebody else: the viewer's own, those of people they lead, and for operations those
    operations raised. The oldest first.
    """
    own = Q(person_id__in=access.led_directly(viewer) | ({viewer.person_key} - {None}))
    if viewer.is_operations:
        own |= Q(raised_as=RaisedAs.OPERATIONS)
    rows = _rows().filter(own, _waits(viewer.on))
    return [one for one in _known(viewer, rows) if not is_asked(viewer, one)]


def raised_over(since_on: date, until_on: date, of: Collection[int] | None = None) -> list[ObstacleFacts]:
    """Every obstacle raised from one day to another, both included, but for withdrawn ones: for sums over many sellers,
    or over those in `of`. Nothing here asks who looks.
    """
    rows = _rows().filter(commitment__made_on__range=(since_on, until_on)).exclude(state=ObstacleState.WITHDRAWN)
    rows = rows if of is None else rows.filter(person_id__in=list(of))
    return [obstacle_facts(row) for row in rows]


def taken_on_over(leader_key: int, since_on: date, until_on: date) -> list[ObstacleFacts]:
    """Those of them that somebody was asked to remove as a leader. Nothing here asks who looks."""
    rows = _rows().filter(commitment__owner_id=leader_key, commitment__role=OwnerRole.LEADER)
    rows = rows.filter(commitment__made_on__range=(since_on, until_on)).exclude(state=ObstacleState.WITHDRAWN)
    return [obstacle_facts(row) for row in rows]


def closed_in_time(viewer: Viewer) -> tuple[int, int]:
    """(removed within 14 days of being asked, all that were asked) of the obstacles asked of the viewer in the last 13
    weeks; what is younger than 14 days and open counts in neither, nor what was withdrawn.
    """
    rows = Obstacle.objects.filter(_asked_of(viewer), commitment__made_on__gte=viewer.on - CLOSED_SHOWN)
    rows = rows.exclude(state=ObstacleState.WITHDRAWN)
    asked = rows.exclude(state=ObstacleState.OPEN, commitment__made_on__gt=viewer.on - IN_TIME)
    in_time = asked.filter(state=ObstacleState.RESOLVED, closed_on__lte=F("commitment__made_on") + IN_TIME)
    return in_time.count(), asked.count()
