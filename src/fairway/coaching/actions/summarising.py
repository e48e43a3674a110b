"""Sending both the summary of a session, once, to where each reads such things, some minutes after it was held: last
words still come in until then.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from fairway.coaching.actions.delivering import Patience, Round, deliver, let_go
from fairway.coaching.actions.writing import LAST_WORDS
from fairway.coaching.branching import practice_for
from fairway.coaching.channels.types import Mail, Way
from fairway.coaching.kinds import kind_of
from fairway.coaching.models import GroupSession, Session, SessionSummary
from fairway.coaching.queries.addresses import page_address
from fairway.coaching.queries.coaches import zone_of
from fairway.coaching.queries.messages import has_summary_off, place_of
from fairway.coaching.queries.sessions import promise_keys_of, session, session_facts, told_of
from fairway.coaching.summary import Agreed, summary_for
from fairway.coaching.types import Part, SessionFacts, State
from fairway.commitments.queries import commitments_by_key
from fairway.commitments.types import CommitmentFacts, Kept
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.queries import account_viewer, addresses_of, names_of, organisation
from fairway.people.types import Facet, Viewer
from fairway.web.words import first_name, number, plural, weekday

PATIENCE = Patience(6, timedelta(minutes=30), timedelta(hours=8))


def ask_for_summaries(row: Session, held_at: datetime) -> None:
    """Both are to have one; whoever leads a group one of all in it, once nobody of it talks any more. In the
    transaction that ends the session: none is lost, whatever is killed afterwards.
    """
    both = {row.person_id, row.coach_id or row.person_id}
    if row.group_id is not None and row.coach_id is not None and not _is_last(row, row.group_id, row.coach_id):
        both.discard(row.coach_id)
    for person_key in both:
        SessionSummary.objects.get_or_create(
            session=row, person_id=person_key, defaults={"due_at": held_at + LAST_WORDS}
        )


def _is_last(row: Session, group_key: int, coach_key: int) -> bool:
    """Whether nobody else of its group talks any more, and whoever leads it was not told of it."""
    GroupSession.objects.select_for_update().get(pk=group_key)  # of two that end at once one is the last
    others = Session.objects.filter(group_id=group_key, state=State.OPEN).exclude(pk=row.pk)
    asked = SessionSummary.objects.filter(person_id=coach_key, session__group_id=group_key)
    return not others.exists() and not asked.exists()


def send_summaries() -> int:
    """Send what is due. Returns how many were looked at. Nothing leaves a demonstration."""
    now = timezone.now()
    due = list(SessionSummary.objects.filter(state="waiting", due_at__lte=now).order_by("due_at")[:50])
    through = Round(now)
    return sum(_send(row, now, through) for row in due)


def _send(row: SessionSummary, now: datetime, through: Round) -> bool:
    """One of them, marked before it leaves: a crash between sends none rather than two."""
    waiting = SessionSummary.objects.filter(pk=row.pk, state="waiting", tries=row.tries)
    row.tries += 1
    if not waiting.update(state="sending", tries=row.tries):
        return False
    row.state = "sending"
    address = addresses_of([row.person_id]).get(row.person_id, "")
    viewer = account_viewer(row.person_id, local_day(now, organisation().timezone))
    way = place_of(row.person_id).way
    mail = _mail_for(viewer, row.session_id, way) if viewer is not None and address else None
    if mail is None or organisation().is_demonstration or has_summary_off(row.person_id):
        let_go(row)
    else:
        deliver(row, mail, address, through, PATIENCE)
    return True


def _mail_for(viewer: Viewer, key: int, way: Way) -> Mail | None:
    """The mail for one of the two; None for whoever may read the session no more. By e-mail it says how many were
    agreed; a channel holds no number about anybody.
    """
    try:
        one = session(viewer, key)
        seller = access.person_by_key(viewer, one.person_key)
    except access.Hidden:
        return None
    beside = _beside(viewer, one)
    people = {one.person_key, one.coach_key, viewer.person_key, *(each.person_key for each in beside)}
    names = names_of({key for key in people if key is not None})
    whose = first_name(seller.name) if len(beside) == 1 else plural(len(beside), "seller")
    happened_on = local_day(one.happened_at, zone_of(viewer, seller))
    practice = _practice_of(one) if Part.PRACTICE in one.parts else ""
    return summary_for(
        names.get(viewer.person_key or 0, ""),
        f"{kind_of(one.kind).name} of {whose}, {weekday(happened_on)}",
        [_agreed(each, names, has_count=way is Way.EMAIL) for each in _made_in(beside)],
        practice,
        page_address("coaching:room", key) if len(beside) == 1 else page_address("coaching:group", one.group_key),
    )


def _practice_of(one: SessionFacts) -> str:
    if one.group_key is not None:
        return practice_for(kind_of(one.kind).process).what
    said: str = told_of(one.key).get("practice", {}).get("what", "")
    return said


def _beside(viewer: Viewer, one: SessionFacts) -> list[SessionFacts]:
    """The session, and for whoever leads its group those of the others who were there."""
    if one.group_key is None or viewer.person_key == one.person_key:
        return [one]
    rows = Session.objects.filter(group_id=one.group_key, state=State.HELD).defer("told").order_by("pk")
    seen = access.visible_keys(viewer, [row.person_id for row in rows], Facet.NOTES) - {viewer.person_key}
    return [session_facts(row) for row in rows if row.person_id in seen]


def _made_in(found: list[SessionFacts]) -> list[CommitmentFacts]:
    made = commitments_by_key(list(promise_keys_of([one.key for one in found])))
    return [each for each in made if each.kept is not Kept.WITHDRAWN]


def _agreed(one: CommitmentFacts, names: dict[int, str], *, has_count: bool) -> Agreed:
    """In the words it was written down in, with how many where it has a number: that is asked, not what was done."""
    name = names.get(one.owner_key or 0, "")
    who = first_name(name) if name else str(one.role).capitalize()
    count = f", {number(one.quantity)} counted" if has_count and one.can_be_counted else ""
    return Agreed(who, f"{one.what}{count}", f"by {weekday(one.by_on)}", one.if_then)
