"""What a match makes of an activity: its own word, and that it took place. Plain functions over lake rows.

A match stands as long as the source says what it said when it was made. Once somebody corrects the record in the CRM -
gives it another word, marks it as cancelled - the CRM wins: theirs is the newer word about it.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from fairway.lib.home import secret

LakeRow = dict[str, Any]

WAITS = frozenset({"planned", "unconfirmed"})  # nobody said yet whether it took place
# What a match may change of a row: kept beside the match, so that it can be taken back.
STATED = ("type", "subtype", "word", "status", "completed_at", "row_hash")
COMPLETED = ("completed_at", "completed_on", "completed_week_on")


@dataclass(frozen=True, slots=True)
class Match:
    """What was said of one activity. `stated_word` is its word in the source when it was said."""

    stated_word: str
    word: str = ""  # its word from then on; empty: its own
    type: str = ""  # the canonical type that goes with the word; empty: its own
    took_place: bool = False


def matched(row: LakeRow, match: Match) -> LakeRow:
    """The row as it counts. Its hash says that it is matched, so that one that lost its match is written anew."""
    if row["word"] != match.stated_word:
        return row
    more: LakeRow = {}
    if match.word and match.word != row["word"]:
        more |= {"word": match.word, "subtype": match.word, "type": match.type or row["type"]}
    if match.took_place and row["status"] in WAITS:
        more["status"] = "done"
        if row["completed_at"] is None:
            more |= {name: row[name.replace("completed", "when")] for name in COMPLETED}
    return {**row, **more, "row_hash": _hash(row["row_hash"], match)} if more else row


def _hash(stated: str, match: Match) -> str:
    parts = repr((stated, match.word, match.type, match.took_place)).encode("utf-8", "replace")
    return blake2b(parts, digest_size=12, key=secret("pseudonyms.key")).hexdigest()


def stated_of(row: LakeRow) -> dict[str, Any]:
    """What a source says of a row, as JSON: what a match may change."""
    at = row["completed_at"]
    return {**{name: row[name] for name in STATED}, "completed_at": at.isoformat() if at else None}


def unmatched(row: LakeRow, stated: dict[str, Any]) -> LakeRow:
    """The row as its source says it."""
    back = {name: stated[name] for name in STATED if name != "completed_at"}
    if stated["completed_at"] is None:
        back |= dict.fromkeys(COMPLETED)
    return {**row, **back}
