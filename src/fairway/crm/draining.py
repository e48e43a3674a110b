"""Taking due entries out of the outbox and into a CRM, one after the other.

An entry is leased before the CRM is asked and ended after it answered, each in a transaction of its own. Killed in
between, the worker leaves a lease that runs out, and the next one asks again for the same under the same token: a
Writer acts once. So nothing is lost and nothing stands twice.
"""

import logging
from datetime import timedelta

from fairway.crm.errors import Rejected, SourceError, Transient
from fairway.crm.source import open_writer
from fairway.crm.sync import as_trouble
from fairway.exchange.outbox.actions import confirm, hold_source, lease_entry, put_off, refuse
from fairway.exchange.outbox.types import Leased, Wish, Writer
from fairway.exchange.queries import secret_of, source

MOST_AT_ONCE = 50  # entries; runs wait meanwhile
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=30)
# For what does not pass by itself: a key that expired, an address that moved. Connecting anew does not wait for it.
MENDING_WAIT = timedelta(minutes=15)
log = logging.getLogger(__name__)


def drain(source_name: str, *, most: int = MOST_AT_ONCE) -> int:
    """Send what is due in a source, at most so many entries, until it gives trouble that the next would meet as well.
    Returns how many were taken in hand.
    """
    facts, writer = source(source_name), None
    if facts is None:
        return 0
    for taken in range(most):
        entry = lease_entry(source_name)
        if entry is None:
            return taken
        try:
            writer = writer or open_writer(facts, secret_of(source_name))
            native_id = _carry_out(writer, entry)
        except Rejected as refusal:
            refuse(entry, reason=refusal.detail)
        except Exception as error:
            _wait(source_name, entry, error)
            if as_trouble(error) is None:
                raise
            return taken + 1
        else:
            confirm(entry, native_id=native_id)
    return most


def _carry_out(writer: Writer, entry: Leased) -> str:
    """Ask for what is wished. Returns the CRM's id."""
    if entry.wish is Wish.OPEN:
        return writer.put_task(entry.task, token=entry.token, native_id=entry.native_id)
    is_done = entry.wish is Wish.DONE
    return writer.close_task(token=entry.token, native_id=entry.native_id, is_done=is_done)


def _wait(source_name: str, entry: Leased, error: Exception) -> None:
    """Send it later, and nothing else of this source for a while: whatever it was, the next entry would most likely
    meet it too. The one that met it waits longer each time, so that none holds up the others for ever.
    """
    trouble = as_trouble(error)
    wait = FIRST_WAIT
    if isinstance(trouble, Transient):
        wait = max(trouble.retry_after, FIRST_WAIT)
    elif isinstance(trouble, SourceError):
        wait = MENDING_WAIT
    reason = trouble.detail if trouble else type(error).__name__
    log.warning("%s: %s; what waits for it is sent again in %d s", source_name, reason, wait.total_seconds())
    hold_source(source_name, wait=wait)
    own_wait = min(FIRST_WAIT * 2 ** min(entry.attempts - 1, 20), LONGEST_WAIT)
    put_off(entry, reason=reason, wait=max(wait, own_wait))
