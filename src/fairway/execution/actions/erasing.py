"""Erasing a person everywhere: database, lake, counts, standings, files on the way. In this order, repeatable."""

import shutil

from fairway.exchange.actions import forget_mentions
from fairway.execution.actions.scoring import forget_scores
from fairway.execution.queries import today
from fairway.ledger.actions.dropping import forget_counts
from fairway.lib.home import folder
from fairway.people.actions.erasing import erase_person, forget_bytes
from fairway.people.queries import email_of, every_identity_of, names_of
from fairway.records.actions.erasing import erase_person_from_lake

# Everything a source or a person may have left in files on its way in or out.
PASSING_FOLDERS = ("rejects", "uploads", "mail")


def erase(person_key: int) -> list[str]:
    """Remove a person down to file bytes. Returns what was done, in sentences. Backups taken before are not reached."""
    weeks = 0

    def forget() -> None:
        nonlocal weeks
        forget_scores(person_key)
        weeks = forget_counts(person_key)
        forget_mentions(
            [native_id for _, native_id in every_identity_of(person_key)],
            [*names_of([person_key]).values(), email_of(person_key)],
        )
        erase_person(person_key, on=today())

    tables = erase_person_from_lake(person_key, also=forget)
    for name in PASSING_FOLDERS:
        shutil.rmtree(folder(name), ignore_errors=True)
    left = forget_bytes()
    return [
        f"lake: {', '.join(tables) if tables else 'held nothing of this person'}",
        f"counts: {weeks} weeks removed, managers' sums worked out again",
        "database: person, account, plans, days off, looks and changes removed, bytes given back",
        "files: rejects, uploads and undelivered mail removed",
        *left,
    ]
