"""Sending the morning mail: once a day to each who leads sellers, wants it and works that day.

What a room above has to say to a reader comes in as `Own`: a sentence about nobody else, empty for none. It makes no
mail by itself.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone

from fairway.coaching.actions.delivering import Round, claim, claim_again, deliver, let_go
from fairway.coaching.channels.types import Mail
from fairway.coaching.digest import TalkTo, mail_for
from fairway.coaching.models import DigestSent
from fairway.coaching.page import ground_of
from fairway.coaching.queries.addresses import page_address
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.messages import has_digest_off
from fairway.execution.queries import stored_standings
from fairway.execution.types import SellerState
from fairway.lib.periods import Period, zone
from fairway.people.queries import accounts_that_lead, organisation, working_time_of
from fairway.people.types import Viewer
from fairway.people.working_time import is_working_day

Own = Callable[[Viewer], str]
FROM = time(7)  # where the organisation is
WHY = {
    SellerState.BEHIND: "“{name}” fell short in the closed weeks. Why comes first.",
    SellerState.CHECK_DATA: "records of “{name}” may be missing. Match them before anything is said.",
}


def is_time(now: datetime) -> bool:
    """Whether the morning has come where the organisation is."""
    return now.astimezone(zone(organisation().timezone)).time() >= FROM


def nothing(_: Viewer) -> str:
    """Where no room above has anything to say."""
    return ""


def send_digests(on: date, own: Own = nothing) -> int:
    """Send what is to be sent for a day. Returns how many went out: whoever had one, or is in nobody's way, gets none.
    Nothing leaves a demonstration.
    """
    if organisation().is_demonstration:
        return 0
    sent, through = 0, Round(timezone.now())
    for viewer, name, address in accounts_that_lead(on):
        mail = _wanted(viewer, name, address, own)
        row = claim(viewer.person_key, on) if mail is not None and viewer.person_key is not None else None
        sent += row is not None and mail is not None and deliver(row, mail, address, through)
    return sent


def send_waiting_digests(on: date, own: Own = nothing) -> int:
    """Try that day's again that certainly did not arrive and have waited long enough. Returns how many were tried. Each
    is worded anew: whoever is on pace by now, or read by somebody who leads them no more, is left out.
    """
    now = timezone.now()
    due = {row.person_id: row for row in DigestSent.objects.filter(state="waiting", sent_on=on, again_at__lte=now)}
    if not due:
        return 0
    tried, through = 0, Round(now)
    readers = {viewer.person_key: (viewer, name, address) for viewer, name, address in accounts_that_lead(on)}
    for key, row in due.items():
        if not claim_again(row):
            continue
        tried += 1
        mail = _wanted(*readers[key], own) if key in readers else None
        if mail is None:
            let_go(row)
        else:
            deliver(row, mail, readers[key][2], through)
    return tried


def _wanted(viewer: Viewer, name: str, address: str, own: Own) -> Mail | None:
    """The mail for somebody who leads sellers, where they want one, work that day, and have somebody to talk to."""
    key = viewer.person_key
    if key is None or not address or has_digest_off(key) or not _works(key, viewer.on):
        return None
    people = people_for(viewer)
    return mail_for(name, people, page_address("coaching:sessions"), own(viewer)) if people else None


def _works(person_key: int, on: date) -> bool:
    return is_working_day(working_time_of([person_key], Period(on, on))[person_key], on)


def people_for(viewer: Viewer) -> list[TalkTo]:
    """Sellers the viewer leads directly who are behind or in doubt, with the question their 1:1 would begin with."""
    led = led_by(viewer)
    standings, found = stored_standings([person.key for person in led]), []
    for person in led:
        standing = standings.get(person.key)
        if standing is not None and standing.state in WHY:
            branch = ground_of(viewer, person).branch
            found.append(TalkTo(person.name, WHY[standing.state].format(name=branch.name), branch.questions[0]))
    return found
