"""Reading how far somebody is, what was planned and what was agreed to."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.execution.queries import stored_standings
from fairway.lib.periods import Period, local_day
from fairway.metrics.queries import definitions, own_definitions
from fairway.people import access
from fairway.people.queries import organisation, working_time_of
from fairway.people.types import ENDLESS, Facet, PersonFacts, Viewer
from fairway.people.working_time import next_working_day
from fairway.plans.queries import has_plan, plans_of
from fairway.records.queries import activity_words
from fairway.studio import models
from fairway.studio.lesson.agenda import Agenda, agenda_of
from fairway.studio.lesson.content import agreement_text
from fairway.studio.lesson.drawing import drawn
from fairway.studio.lesson.so_far import LessonSoFar, WithSeller, lesson_so_far
from fairway.studio.lesson.types import Agreed, Branch, Leader, Learning, ManagerLed, Planned, Progress, Topic
from fairway.studio.proposals.queries import proposals_of
from fairway.web.words import first_name


def agreed_by(person_keys: Collection[int]) -> dict[int, Agreed]:
    """Who of those people has agreed to the text as it stands now, and has not taken it back."""
    now = agreement_text().version
    return {key: agreed for key, agreed in held_by(person_keys).items() if agreed.version == now}


def held_by(person_keys: Collection[int]) -> dict[int, Agreed]:
    """What each of those people agreed to last, to whichever version, where it is not taken back."""
    rows = models.LeaderAgreement.objects.filter(person_id__in=list(person_keys)).order_by("pk")
    zone = organisation().timezone
    newest = {row.person_id: row for row in rows}  # what is older was replaced by it, or taken back before
    return {
        key: Agreed(local_day(row.agreed_at, zone), row.version)
        for key, row in newest.items()
        if row.taken_back_at is None
    }


def leaders_above(viewer: Viewer) -> list[Leader]:
    """Everybody above who leads managers, the viewer's own managers first, and whether they agreed to today's text."""
    people = access.leaders_of(viewer)
    agreed = agreed_by([person.key for person in people])
    return [Leader(person, agreed.get(person.key)) for person in people]


def managers_led(viewer: Viewer) -> list[ManagerLed]:
    """The managers who report to the viewer, and when each finished the lesson: all that anybody else learns of it."""
    people = access.managers_led_by(viewer)
    open_keys = access.visible_keys(viewer, [person.key for person in people], Facet.LESSON)
    rows = models.Lesson.objects.filter(person_id__in=open_keys, finished_at__isnull=False)
    zone = organisation().timezone
    finished = {key: local_day(at, zone) for key, at in rows.values_list("person_id", "finished_at") if at}
    return [ManagerLed(person, finished.get(person.key)) for person in people if person.key in open_keys]


def progress_of(person_key: int) -> Progress:
    """How far somebody is in the lesson; the beginning where they have not begun."""
    row = models.Lesson.objects.filter(person_id=person_key).first()
    if row is None:
        return Progress()
    return Progress(
        sorted_metrics=dict(row.sorted_metrics),
        consents=dict(row.consents),
        seller_key=row.seller_id,
        has_begun=True,
        finished_on=local_day(row.finished_at, organisation().timezone) if row.finished_at else None,
    )


def sellers_led(viewer: Viewer) -> list[PersonFacts]:
    """Whom the viewer leads directly, first, acting or second, and who has activities or could have some."""
    if viewer.person_key is None:
        return []
    people = access.board_of(viewer, with_plan=has_plan(viewer.on))
    led = access.visible_keys(viewer, [person.key for person in people], Facet.NOTES) - {viewer.person_key}
    return [person for person in people if person.key in led]


def planned_with(person_key: int, user_id: int) -> Planned | None:
    """The newest 1:1 an account planned with somebody."""
    rows = models.OneToOne.objects.filter(person_id=person_key, planned_by=user_id).order_by("-pk")
    row = rows.first()
    return planned(row) if row else None


def one_to_one(key: int) -> Planned | None:
    row = models.OneToOne.objects.filter(pk=key).first()
    return planned(row) if row else None


def planned(row: models.OneToOne) -> Planned:
    return Planned(
        key=row.pk,
        person_key=row.person_id,
        planned_by=row.planned_by,
        starts_at=row.starts_at,
        minutes=row.minutes,
        topics=tuple(Topic(topic) for topic in row.topics),
        branch=Branch(row.branch),
        question=row.question,
        commitment=row.commitment,
    )


def agenda_for(viewer: Viewer, person: PersonFacts) -> Agenda:
    """What a 1:1 with somebody would be about today, for a viewer who may know it; Hidden for others."""
    access.require(viewer, person.key, Facet.NOTES)
    return agenda_of(
        stored_standings([person.key]).get(person.key),
        proposals_of([person.key]).get(person.key, []),
        plans_of([person.key], viewer.on, ENDLESS).get(person.key, []),
        definitions(),
        name=first_name(person.name),
    )


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person, all columns, for that person's own export."""
    about = {"person_id": person_key}
    return {
        "first_lesson": [row_as_json(row) for row in models.Lesson.objects.filter(**about)],
        "one_to_ones": [row_as_json(row) for row in models.OneToOne.objects.filter(**about).order_by("pk")],
        "leader_agreements": [
            row_as_json(row) for row in models.LeaderAgreement.objects.filter(**about).order_by("pk")
        ],
    }


def every_one_to_one() -> list[Planned]:
    """All that were planned, oldest first, for an export."""
    return [planned(row) for row in models.OneToOne.objects.order_by("pk")]


def every_agreement() -> list[tuple[int, int, datetime, datetime | None]]:
    """Who agreed to which version, when, and when it was taken back, oldest first."""
    rows = models.LeaderAgreement.objects.order_by("pk")
    return list(rows.values_list("person_id", "version", "agreed_at", "taken_back_at"))


def lesson_of(viewer: Viewer) -> LessonSoFar:
    """How far the viewer's lesson is. Hidden for whoever leads nobody: the lesson is for those who lead."""
    key = viewer.person_key
    if key is None or not (viewer.is_operations or access.leads_anyone(viewer)):
        raise access.Hidden
    progress, sellers = progress_of(key), sellers_led(viewer)
    seller_key = next((person.key for person in sellers if person.key == progress.seller_key), None)
    about = [seller_key] if seller_key else []
    own = set(own_definitions()) | set(activity_words())
    chosen = WithSeller(
        proposals=proposals_of(about).get(seller_key or 0, []),
        plans=plans_of(about, viewer.on, ENDLESS).get(seller_key or 0, []),
        planned=planned_with(seller_key, viewer.user_id) if seller_key else None,
    )
    metrics = drawn(definitions(), own, key, kept=progress.sorted_metrics)
    return lesson_so_far(progress, sellers, metrics, chosen, on=viewer.on)


def learning_of(viewer: Viewer) -> Learning:
    """For the first page of the studio."""
    key = viewer.person_key or 0
    managers = managers_led(viewer)
    return Learning(
        progress=progress_of(key),
        is_for_lesson=viewer.person_key is not None,
        managers=tuple(managers),
        leaders=tuple(leaders_above(viewer)),
        mine=agreed_by([key]).get(key) if managers else None,
    )


def next_one_to_one(person_key: int, now: datetime) -> Planned | None:
    """The next 1:1 that was planned with a seller, whoever planned it."""
    row = models.OneToOne.objects.filter(person_id=person_key, starts_at__gte=now).order_by("starts_at", "pk").first()
    return planned(row) if row else None


def is_seller_of_lesson(viewer: Viewer, person_key: int) -> bool:
    """Whether the viewer's lesson is not finished and goes on with that seller."""
    rows = models.Lesson.objects.filter(person_id=viewer.person_key or 0, seller_id=person_key, finished_at=None)
    return rows.exists()


def is_open_in_lesson(viewer: Viewer, planned: Planned, now: datetime) -> bool:
    """Whether the form of the viewer's lesson is about that 1:1: their own, to come, with the seller of the lesson."""
    if planned.planned_by != viewer.user_id or planned.starts_at < now or viewer.person_key is None:
        return False
    if progress_of(viewer.person_key).seller_key != planned.person_key:
        return False
    newest = planned_with(planned.person_key, viewer.user_id)
    is_led = any(person.key == planned.person_key for person in sellers_led(viewer))
    return is_led and newest is not None and newest.key == planned.key


def first_meeting_day(person_key: int, on: date) -> date:
    """The seller's next working day, for a suggestion; tomorrow where none is in sight."""
    ahead = Period(on, on + timedelta(days=60))
    time = working_time_of([person_key], ahead)[person_key]
    return next_working_day(time, on, horizon_days=60) or on + timedelta(days=1)
