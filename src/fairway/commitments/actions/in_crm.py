"""A commitment as a task where its owner works: put into the outbox with it, and taken back when it is over.

Only where operations let a source be written to and the owner is known there; nothing else waits for the CRM.
"""

from fairway.commitments.models import Commitment
from fairway.exchange.outbox.actions import put, take_back
from fairway.exchange.outbox.queries import writing_sources
from fairway.exchange.outbox.types import Task
from fairway.people.queries import every_identity_of

LONGEST_SUBJECT = 120  # what CRMs show of a task in a list


def key_of(commitment_key: int) -> str:
    """How the outbox knows a commitment."""
    return f"commitment-{commitment_key}"


def ask_crm(row: Commitment) -> None:
    """Ask the first source that may be written to and knows the owner to hold it; asked again, it says what it says
    now.
    """
    if row.owner_id is None:
        return
    known = dict(every_identity_of(row.owner_id))
    source = next((name for name in writing_sources() if name in known), None)
    if source is not None:
        task = Task(subject=row.what[:LONGEST_SUBJECT], due_on=row.by_on, owner=known[source], note=_note(row))
        put(task, source=source, key=key_of(row.pk), person_key=row.person_id)


def end_in_crm(commitment_key: int, *, is_done: bool) -> None:
    """It is over there too: marked done, or removed."""
    take_back(key_of(commitment_key), is_done=is_done)


def _note(row: Commitment) -> str:
    rest = [row.what] if len(row.what) > LONGEST_SUBJECT else []
    plan = [f"If something gets in the way: {row.if_then}"] if row.if_then else []
    return "\n".join([*rest, *plan])
