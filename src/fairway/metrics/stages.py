"""Stages of pipelines: the place each has in its own, and which one an opportunity was in when."""

from fairway.metrics.purchases import whole_days
from fairway.metrics.visible import Table, kept, stage_changes, stored


def places() -> Table:
    """Stages with their place in their pipeline: 1 for the first, closed stages after the open ones.

    Sources number stages from nought, from one or in tens; a definition asks for the second stage.
    """
    import ibis

    t = stored("stages")
    is_closed = t.is_closed.fill_null(False)
    window = ibis.window(group_by=t.pipeline, order_by=[is_closed, t.position])
    return t.select(
        t.pipeline,
        t.stage,
        place=(ibis.dense_rank().over(window) + 1).cast("int64"),
        stage_is_closed=is_closed,
        stage_is_lost=is_closed & ~t.is_won.fill_null(False),
    )


def with_place(t: Table, *, pipeline: str, stage: str, place: str, is_closed: str = "", is_lost: str = "") -> Table:
    """The place of a stage; where its pipeline is unnamed or not known, the one all pipelines agree on, else null."""
    import ibis

    own = places()
    t = t.left_join(own, [t[pipeline] == own.pipeline, t[stage] == own.stage]).select(
        *kept(t), own_place=own.place, own_is_closed=own.stage_is_closed, own_is_lost=own.stage_is_lost
    )
    named = places().view()
    grouped = named.group_by(named_stage=named.stage).agg(
        lowest=named.place.min(),
        highest=named.place.max(),
        some_closed=named.stage_is_closed.any(),
        some_lost=named.stage_is_lost.any(),
    )
    t = t.left_join(grouped, t[stage] == grouped.named_stage).select(
        *kept(t),
        lowest=grouped.lowest,
        highest=grouped.highest,
        some_closed=grouped.some_closed,
        some_lost=grouped.some_lost,
    )
    agreed = ibis.cases((t.lowest == t.highest, t.lowest))
    added = {place: t.own_place.fill_null(agreed)}
    if is_closed:
        added[is_closed] = t.own_is_closed.fill_null(t.some_closed).fill_null(False)
    if is_lost:
        added[is_lost] = t.own_is_lost.fill_null(t.some_lost).fill_null(False)
    passing = ("own_place", "own_is_closed", "own_is_lost", "lowest", "highest", "some_closed", "some_lost")
    return t.mutate(**added).drop(*passing)


def stage_spans() -> Table:
    """Which stage each opportunity with a history was in, from an instant until before another.

    The first span has no beginning and the stage the first change led from, which may be unknown; the last has no end.
    Changes of one instant stand in the order in which they lead on; where they do not, by the stage's name.
    """
    import ibis

    t = _in_order(stored("stage_changes"))
    window = ibis.window(group_by=t.opportunity_id, order_by=[t.changed_at, t.has_before, ~t.has_after, t.to_stage])
    t = t.mutate(until_at=t.changed_at.lead().over(window), number=ibis.row_number().over(window))
    changes = t.select(span_of=t.opportunity_id, span_stage=t.to_stage, from_at=t.changed_at, until_at=t.until_at)
    first = t.filter(t.number == 0)
    beginning = first.select(
        span_of=first.opportunity_id,
        span_stage=first.from_stage,
        from_at=ibis.null("timestamp('UTC')"),
        until_at=first.changed_at,
    )
    return changes.union(beginning, distinct=False)


def _in_order(t: Table) -> Table:
    """Changes with `has_before` and `has_after`: whether another one of the same instant leads here, or leads on."""
    other = stored("stage_changes").view()
    for name in ("has_before", "has_after"):
        link = t.from_stage == other.to_stage if name == "has_before" else t.to_stage == other.from_stage
        same = [
            t.opportunity_id == other.opportunity_id,
            t.changed_at == other.changed_at,
            t.to_stage != other.to_stage,
        ]
        found = t.inner_join(other, [*same, link]).select(
            same_of=t.opportunity_id, same_at=t.changed_at, same_to=t.to_stage
        )
        found = found.distinct()
        matches = [t.opportunity_id == found.same_of, t.changed_at == found.same_at, t.to_stage == found.same_to]
        t = t.left_join(found, matches).select(*kept(t), **{name: found.same_of.notnull()})
    return t


def with_span(t: Table, moment: str) -> Table:
    """With the span of the record's opportunity that holds a moment: `span_of`, `span_stage`, `since_at`, `until_at`,
    or nulls.
    """
    spans = stage_spans()
    return t.left_join(
        spans,
        [
            t.opportunity_id == spans.span_of,
            spans.from_at.isnull() | (t[moment] >= spans.from_at),
            spans.until_at.isnull() | (t[moment] < spans.until_at),
            t[moment].notnull(),
        ],
    ).select(
        *kept(t), span_of=spans.span_of, span_stage=spans.span_stage, since_at=spans.from_at, until_at=spans.until_at
    )


def with_stage_then(t: Table, moment: str) -> Table:
    """The stage an activity's opportunity was in at a moment, and its place.

    By the last change before; before the first change, the stage that one led from, which may be unknown; without any
    history, its stage today; unknown where the opportunity itself cannot be seen. A moment that is not known or lies
    ahead of the clock is asked about at the clock.
    """
    import ibis

    is_ahead = t[moment].isnull() | (t[moment] > t.as_of_at)
    t = t.mutate(stage_asked_at=ibis.cases((is_ahead, t.as_of_at), else_=t[moment]))
    t = with_span(t, "stage_asked_at")
    is_hidden = t.opportunity_created_at.isnull()
    stage = ibis.cases((t.span_of.isnull(), t.opportunity_stage_now), (~is_hidden, t.span_stage))
    t = t.mutate(opportunity_stage_then=stage)
    t = t.drop("stage_asked_at", "span_of", "span_stage", "since_at", "until_at")
    return with_place(
        t, pipeline="opportunity_pipeline", stage="opportunity_stage_then", place="opportunity_position_then"
    )


def with_stage_at(t: Table, moment: str) -> Table:
    """Opportunities with `stage` as it was at a moment: today's, unless a later change says it was another then; and
    `days_in_stage`, since the last change before, or since it was created.
    """
    import ibis

    t = with_span(t, moment)
    t = t.mutate(
        stage=ibis.cases((t.until_at.notnull(), t.span_stage), else_=t.stage),
        days_in_stage=whole_days(t.since_at.fill_null(t.created_at), t[moment]),
    )
    return t.drop("span_of", "span_stage", "since_at", "until_at")


def with_positions(t: Table) -> Table:
    """Places of the stages a change leads from and to, in its opportunity's pipeline, and `is_forward`: whether it
    leads to a later stage that is not a lost one.
    """
    t = with_place(t, pipeline="opportunity_pipeline", stage="from_stage", place="from_position")
    t = with_place(t, pipeline="opportunity_pipeline", stage="to_stage", place="to_position", is_lost="to_is_lost")
    is_later = t.from_position.isnull() | (t.to_position > t.from_position)
    return t.mutate(is_forward=(t.to_position.notnull() & is_later & ~t.to_is_lost).fill_null(False))


def with_first_time(t: Table) -> Table:
    """Whether a change took its opportunity into a stage where it had not been before."""
    changes, others = stage_changes(), stage_changes().view()
    entered = changes.group_by(entered_of=changes.opportunity_id, entered_stage=changes.to_stage).agg(
        entered_at=changes.changed_at.min()
    )
    left = others.group_by(left_of=others.opportunity_id, left_stage=others.from_stage).agg(
        left_at=others.changed_at.min()
    )
    t = t.left_join(entered, [t.opportunity_id == entered.entered_of, t.to_stage == entered.entered_stage]).select(
        *kept(t), entered_at=entered.entered_at
    )
    t = t.left_join(left, [t.opportunity_id == left.left_of, t.to_stage == left.left_stage]).select(
        *kept(t), left_at=left.left_at
    )
    is_move = t.from_stage.isnull() | (t.from_stage != t.to_stage)
    is_first = (t.changed_at == t.entered_at) & (t.left_at.isnull() | (t.left_at >= t.changed_at))
    return t.mutate(is_first_time=(is_move & is_first).fill_null(False)).drop("entered_at", "left_at")


def with_furthest_position(t: Table) -> Table:
    """With the furthest place, of stages that are not lost ones, that the opportunity of a change has come to since."""
    changes, pipelines = stage_changes().view(), stored("opportunities").view()
    walked = changes.left_join(pipelines, changes.opportunity_id == pipelines.opportunity_id).select(
        changes.opportunity_id, changes.changed_at, changes.to_stage, pipelines.pipeline
    )
    walked = with_place(walked, pipeline="pipeline", stage="to_stage", place="place", is_lost="is_lost")
    walked = walked.filter(~walked.is_lost & walked.place.notnull())
    own = t.select(came_from=t.opportunity_id, came_at=t.changed_at).distinct().view()
    later = own.inner_join(walked, [own.came_from == walked.opportunity_id, walked.changed_at >= own.came_at])
    furthest = later.group_by("came_from", "came_at").agg(furthest_position=later.place.max())
    matches = [t.opportunity_id == furthest.came_from, t.changed_at == furthest.came_at]
    return t.left_join(furthest, matches).select(*kept(t), furthest_position=furthest.furthest_position)


def with_last_position(t: Table) -> Table:
    """The place of the furthest open stage an opportunity was in, by its history, else of its stage if that is open."""
    import ibis

    before, after = stage_changes(), stage_changes().view()
    pipelines = stored("opportunities").view()
    walked = before.select(walked_by=before.opportunity_id, stage=before.from_stage).union(
        after.select(walked_by=after.opportunity_id, stage=after.to_stage), distinct=False
    )
    walked = walked.left_join(pipelines, walked.walked_by == pipelines.opportunity_id).select(
        walked.walked_by, walked.stage, pipelines.pipeline
    )
    walked = with_place(walked, pipeline="pipeline", stage="stage", place="place", is_closed="is_closed")
    walked = walked.filter(~walked.is_closed)
    furthest = walked.group_by("walked_by").agg(furthest=walked.place.max())
    t = t.left_join(furthest, t.opportunity_id == furthest.walked_by).select(*kept(t), furthest=furthest.furthest)
    t = with_place(t, pipeline="pipeline", stage="stage", place="place_then", is_closed="is_closed_stage")
    own = ibis.cases((~t.is_closed_stage, t.place_then))
    return t.mutate(last_position=t.furthest.fill_null(own)).drop("furthest", "place_then", "is_closed_stage")
