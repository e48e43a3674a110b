"""One morning mail on its way: marked before it leaves, tried again where it certainly did not arrive, and by e-mail
where its own way is closed.
"""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.coaching.actions.mailing import post_mail
from fairway.coaching.actions.refusing import note_slack_refused, note_workflow_refused
from fairway.coaching.channels.slack import post_slack
from fairway.coaching.channels.teams import post_teams
from fairway.coaching.channels.types import WAY_WORDS, Later, Mail, TurnedAway, Unsure, Way
from fairway.coaching.models import DigestSent
from fairway.coaching.queries.messages import Place, place_of

MOST_TRIES = 4
FIRST_WAIT = timedelta(minutes=15)  # doubled with each try
LONGEST_WAIT = timedelta(hours=3)  # whatever asks for more gets it by e-mail
log = logging.getLogger(__name__)


@dataclass
class Round:
    """One pass over those who get a mail: a way that is closed to everybody is not knocked at for each of them."""

    now: datetime
    closed: dict[Way, Later] = field(default_factory=dict)


def claim(person_key: int, on: date) -> DigestSent | None:
    """Write down that the mail of a day is being sent, before it is. None where it was before."""
    try:
        with transaction.atomic():
            return DigestSent.objects.create(person_id=person_key, sent_on=on, state="sending")
    except IntegrityError:
        return None


def claim_again(row: DigestSent) -> bool:
    """Take one that waits; False where another process did."""
    waiting = DigestSent.objects.filter(pk=row.pk, state="waiting", tries=row.tries)
    row.state, row.tries = "sending", row.tries + 1
    return waiting.update(state=row.state, tries=row.tries, again_at=None) > 0


def let_go(row: DigestSent) -> None:
    """Nothing is to be sent any more that day."""
    _note(row, "let_go")


def deliver(row: DigestSent, mail: Mail, address: str, through: Round) -> bool:
    """Send a claimed mail the way its reader chose. Returns whether it went out."""
    place = place_of(row.person_id)
    row.way = place.way
    if place.refused_why:
        return _by_mail(row, mail, address, place.refused_why, through)
    if place.way is Way.EMAIL:
        return _by_mail(row, mail, address, "", through)
    try:
        _require_open(place.way, through)
        _post(place, mail, address)
    except Later as problem:
        wait = _wait(row, problem)
        if wait is None:
            return _by_mail(row, mail, address, str(problem), through)
        return _wait_for(row, problem, wait, through)
    except Unsure as problem:
        return _note(row, "unsure", str(problem))
    except TurnedAway as problem:
        _note_refused(place, problem, row.person_id)
        return _by_mail(row, mail, address, str(problem), through)
    return _note(row, "sent")


def _post(place: Place, mail: Mail, address: str) -> None:
    if place.way is Way.SLACK:
        post_slack(place.secret, address, mail)
    else:
        post_teams(place.secret, mail)


def _require_open(way: Way, through: Round) -> None:
    if way in through.closed:
        raise through.closed[way]


def _wait(row: DigestSent, problem: Later) -> timedelta | None:
    """How long to wait before it is tried again; None where that is not worth it."""
    if row.tries >= MOST_TRIES:
        return None
    wait = max(FIRST_WAIT * 2 ** (row.tries - 1), timedelta(seconds=min(problem.after_s or 0, 86_400)))
    return wait if wait <= LONGEST_WAIT else None


def _wait_for(row: DigestSent, problem: Later, wait: timedelta, through: Round) -> bool:
    if problem.is_for_all:
        through.closed[Way(row.way)] = problem
    row.again_at = through.now + wait
    _note(row, "waiting", str(problem))
    return False


def _by_mail(row: DigestSent, mail: Mail, address: str, why: str, through: Round) -> bool:
    """Send it by e-mail, saying why where its reader chose another way."""
    said = Mail(mail.subject, f"{mail.text}\n\n{_instead(row, why)}", mail.link) if why else mail
    if row.way != Way.EMAIL:
        row.way = Way.EMAIL
        row.save(update_fields=["way"])
    try:
        _require_open(Way.EMAIL, through)
        post_mail(said, address)
    except Later as problem:
        wait = _wait(row, problem)
        return _wait_for(row, problem, wait, through) if wait is not None else _note(row, "let_go", str(problem))
    except Unsure as problem:
        return _note(row, "unsure", str(problem))
    except TurnedAway as problem:
        _note(row, "let_go", str(problem))
        return False
    return _note(row, "sent", why)


def _instead(row: DigestSent, why: str) -> str:
    return f"This came by e-mail and not by {WAY_WORDS[Way(row.way)]}: {why}. Where it comes is set under 1:1s."


def _note(row: DigestSent, state: str, why: str = "") -> bool:
    """What became of it. Returns whether it went out, as far as is known."""
    if why:
        log.warning("a morning mail: %s (%s)", why, state)
    row.state, row.why = state, why[:200]
    row.save(update_fields=["state", "why", "way", "again_at"])
    return state in {"sent", "unsure"}


def _note_refused(place: Place, problem: TurnedAway, person_key: int) -> None:
    if place.way is Way.TEAMS:
        note_workflow_refused(person_key, str(problem), timezone.now())
    elif problem.is_for_all:
        note_slack_refused(str(problem), timezone.now())
