"""Erasing somebody everywhere: lake, database, counts, standings, files on the way, down to bytes.

The lake is written anew first, unpublished. One transaction then publishes it and takes the person out of the database,
while no run can write. What follows only takes bytes from the disk; killed before it is through, asking for the same
erasure again finishes it.
"""

import shutil
import time
from collections.abc import Callable, Collection
from datetime import timedelta

from fairway.exchange.actions import forget_mentions
from fairway.exchange.outbox.actions import forget_tasks
from fairway.exchange.outbox.queries import is_anything_being_sent
from fairway.exchange.queries import is_any_run_alive
from fairway.execution.actions.scoring import forget_noise, forget_scores, score
from fairway.execution.queries import today
from fairway.ledger.actions.dropping import forget_counts, forget_metrics
from fairway.ledger.corrections.actions import forget_corrected
from fairway.ledger.queries import counted_keys
from fairway.lib.home import folder
from fairway.lib.spellings import Spellings
from fairway.metrics.actions import forget_definitions
from fairway.metrics.keeping import forget_statements
from fairway.metrics.queries import own_definitions
from fairway.people.actions.erasing import erase_person, forget_bytes, spellings_of_person
from fairway.people.queries import every_identity_of
from fairway.plans.actions.forgetting import forget_plans_on
from fairway.plans.queries import planned_metrics, templates
from fairway.records.actions.erasing import erase_customer_from_lake, erase_person_from_lake, finish_erasing
from fairway.records.actions.labelling import forget_words
from fairway.records.queries import activity_words
from fairway.signs.actions import forget_signs

# Everything a source or a person may have left in files on its way in or out.
PASSING_FOLDERS = ("rejects", "uploads", "mail", "scratch")
PATIENCE = timedelta(minutes=10)
ASK_AGAIN_SECONDS = 1.0


class StillRunning(RuntimeError):
    """A run is going on that may hold in memory what is to be erased."""


def erase(person_key: int, *, told: Callable[[str], None] = lambda sentence: None) -> list[str]:
    """Remove a person down to file bytes. Returns what was done, in sentences. Backups taken before are not reached.

    Waits for a run that is going on; StillRunning when it takes too long.
    """
    _wait_for_runs(told)
    spellings, weeks = spellings_of_person(person_key), 0

    def forget(words: Collection[str]) -> None:
        nonlocal weeks
        weeks = forget_counts(person_key)
        forget_corrected(person_key)
        forget_scores(person_key)
        forget_signs(person_key)
        identities = every_identity_of(person_key)
        forget_mentions([native_id for _, native_id in identities], spellings)
        forget_tasks(identities, spellings)
        erase_person(person_key, on=today())
        _forget_words(words, spellings)

    tables = erase_person_from_lake(person_key, spellings=spellings, also=forget)
    score()  # what is said about others may have named them
    return [
        f"lake: {', '.join(tables) if tables else 'held nothing of this person'}",
        f"counts: {weeks} weeks removed, managers' sums worked out again",
        "database: person, account, plans, days off, looks and changes removed, bytes given back",
        *_clear_disk(),
        *_swept(person_key),
    ]


def _wait_for_runs(told: Callable[[str], None]) -> None:
    """A run that goes on may write down what it counted before; each says that it is alive. Who has a task in hand
    would write it to a CRM after its person is gone.
    """
    until = time.monotonic() + PATIENCE.total_seconds()
    if _is_at_work():
        told("waiting for the run that is going on")
    while _is_at_work():
        if time.monotonic() >= until:
            raise StillRunning("a run is still going on; pause its source, or wait until it has finished")
        time.sleep(ASK_AGAIN_SECONDS)


def _is_at_work() -> bool:
    return is_any_run_alive() or is_anything_being_sent()


def _forget_words(words: Collection[str], spellings: Spellings) -> None:
    """Words only they used go with them, unless a plan, a template or a definition speaks of them; a word or metric in
    which they are named goes in any case, with the plans on it.
    """
    kept = planned_metrics() | set(own_definitions())
    kept |= {draft.metric_key for template in templates() for draft in template.drafts}
    named = {word for word in kept | set(activity_words()) | counted_keys() if spellings.stand_in(word)}
    unused = (set(words) - kept) | named
    forget_plans_on(named, spellings)
    forget_definitions(named, spellings)
    forget_words(unused)
    forget_metrics(unused)
    forget_noise(unused)
    forget_statements(unused, spellings)


def _swept(person_key: int) -> list[str]:
    """Whoever was just working out counts, signs or standings may have stored them after all: once more, where it was
    so.
    """
    stored = forget_counts(person_key) + forget_signs(person_key) + forget_scores(person_key)
    forget_corrected(person_key)
    return forget_bytes() if stored else []


def _clear_disk() -> list[str]:
    for name in PASSING_FOLDERS:
        shutil.rmtree(folder(name), ignore_errors=True)
    return ["files: rejects, uploads and undelivered mail removed", *forget_bytes()]


def erase_customer(table: str, source: str, native_id: str) -> list[str]:
    """Remove a customer's contact or a lead ("contacts", "leads") down to file bytes. Returns what was done."""
    tables = erase_customer_from_lake(table, source, native_id, on=today())
    return [f"{source}: removed from {', '.join(tables) or 'the labels'}", *_clear_disk()]


def erase_rest() -> list[str]:
    """Finish an erasure that was killed after it was published."""
    finish_erasing()
    return _clear_disk()
