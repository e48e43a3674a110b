"""Whom a command means: people by the id a source gives them."""

from fairway.cli.main import Fault
from fairway.people.queries import keys_by_native_id

LISTED = "`fairway people` lists everyone with their ids."


def person_key(native_id: str, *, source: str | None = None, advice: str = LISTED) -> int:
    """The person of an id, of that source or of any. Fault where nobody has it, or more than one person."""
    key = keys_by_native_id([native_id], source=source).get(native_id)
    if key is None:
        raise Fault(f"nobody has the id {native_id!r}, or more than one source uses it", advice=advice, is_misuse=True)
    return key
