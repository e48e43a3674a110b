"""One morning mail or summary on its way: marked before it leaves, tried again where it certainly did not arrive, and
by e-mail where its own way is closed.
"""

import logging
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.coaching.actions.mailing import post_mail
from fairway.coaching.actions.refusing import note_slack_refused, note_workflow_refused
from fairway.coaching.channels.slack import post_slack
from fairway.coaching.channels.teams import post_teams
from fairway.coaching.channels.types import WAY_WORDS, Later, Mail, NotReached, TurnedAway, Unsure, Way
from fairway.coaching.models import DigestSent, SessionSummary
from fairway.coaching.queries.messages import Place, place_of

log = logging.getLogger(__name__)
Sent = DigestSent | SessionSummary


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried, and how long it waits in between."""

    most_tries: int
    first_wait: timedelta  # doubled with each try
    longest_wait: timedelta  # whatever asks for more gets it by e-mail


A_MORNING = Patience(4, timedelta(minutes=15), timedelta(hours=3))


@dataclass(frozen=True, slots=True)
class _Try:
    """One try to send one mail."""

    mail: Mail
    address: str
    tries: int
    through: "Round"
    patience: Patience


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a message: `state` as its row has it, `again_at` where it waits."""

    state: str
    way: Way
    tries: int
    why: str = ""
    again_at: datetime | None = None


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


def let_go(row: Sent) -> None:
    """It is not to be sent any more."""
    _note(row, Became("let_go", Way(row.way), row.tries))


def deliver(row: Sent, mail: Mail, address: str, through: Round, patience: Patience = A_MORNING) -> bool:
    """Send a claimed mail the way its reader chose. Returns whether it went out."""
    place, one = place_of(row.person_id), _Try(mail, address, row.tries, through, patience)
    if place.refused_why or place.way is Way.EMAIL:
        return _note(row, _by_mail(one, place.way, place.refused_why))
    try:
        _require_open(place.way, through)
        _post(place, mail, address)
    except Later as problem:
        waits = _waits(one, place.way, problem)
        return _note(row, waits or _by_mail(one, place.way, str(problem)))
    except Unsure as problem:
        return _note(row, Became("unsure", place.way, row.tries, str(problem)))
    except TurnedAway as problem:
        _note_refused(place, problem, row.person_id)
        return _note(row, _by_mail(one, place.way, str(problem)))
    return _note(row, Became("sent", place.way, row.tries))


def _post(place: Place, mail: Mail, address: str) -> None:
    if place.way is Way.SLACK:
        post_slack(place.secret, address, mail)
    else:
        post_teams(place.secret, mail)


def _require_open(way: Way, through: Round) -> None:
    if way in through.closed:
        raise through.closed[way]


def _waits(one: _Try, way: Way, problem: Later) -> Became | None:
    """Until when it waits before it is tried again; None where that is not worth it."""
    if isinstance(problem, NotReached):  # nobody knocked for this one: it counts as no try
        one.through.closed[way] = problem
        return Became("waiting", way, one.tries - 1, str(problem), problem.again_at)
    if one.tries >= one.patience.most_tries:
        return None
    asked = timedelta(seconds=min(problem.after_s or 0, 86_400))
    wait = max(one.patience.first_wait * 2 ** (one.tries - 1), asked)
    if wait > one.patience.longest_wait:
        return None
    if problem.is_for_all:
        one.through.closed[way] = problem
    return Became("waiting", way, one.tries, str(problem), one.through.now + wait)


def _by_mail(one: _Try, chosen: Way, why: str) -> Became:
    """Send it by e-mail, saying why where its reader chose another way."""
    said = replace(one.mail, text=f"{one.mail.text}\n\n{_instead(chosen, why)}") if why else one.mail
    try:
        _require_open(Way.EMAIL, one.through)
        post_mail(said, one.address)
    except Later as problem:
        return _waits(one, Way.EMAIL, problem) or Became("let_go", Way.EMAIL, one.tries, str(problem))
    except Unsure as problem:
        return Became("unsure", Way.EMAIL, one.tries, str(problem))
    except TurnedAway as problem:
        return Became("let_go", Way.EMAIL, one.tries, str(problem))
    return Became("sent", Way.EMAIL, one.tries, why)


def _instead(chosen: Way, why: str) -> str:
    return f"This came by e-mail and not by {WAY_WORDS[chosen]}: {why}. Where it comes is set under 1:1s."


def _note(row: Sent, became: Became) -> bool:
    """Write down what became of it. Returns whether it went out, as far as is known."""
    if became.why:
        log.warning("a message to somebody: %s (%s)", became.why, became.state)
    row.state, row.way, row.tries, row.why = became.state, became.way, became.tries, became.why[:200]
    if isinstance(row, DigestSent):
        row.again_at = became.again_at
    elif became.again_at is not None:
        row.due_at = became.again_at
    row.save()
    return became.state in {"sent", "unsure"}


def _note_refused(place: Place, problem: TurnedAway, person_key: int) -> None:
    if place.way is Way.TEAMS:
        note_workflow_refused(person_key, str(problem), timezone.now())
    elif problem.is_for_all:
        note_slack_refused(str(problem), timezone.now())
