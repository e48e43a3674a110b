"""Inspecting an upload: what was understood of it and the board it would open, worked out once and kept.

A large file takes minutes, so the worker does it and the page shows how far it is. Small ones are inspected at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from fairway.desk.upload import BoardPreview, board_preview
from fairway.exchange.intake import Answers, Inspection, KnownPerson, Unreadable, tell_nobody
from fairway.exchange.ports import report_reader
from fairway.exchange.uploads.actions import beat_inspection, give_up_inspection, store_inspection
from fairway.exchange.uploads.queries import UploadFacts
from fairway.lib.frozen import as_json, from_json
from fairway.people.queries import ids_and_names

SOURCE = "report"  # the word under which uploaded reports are known
BEAT_SECONDS = 0.5
QUICK_BYTES = 900_000  # text that is understood within two seconds

TEXT_BYTES_A_SECOND, SHEET_BYTES_A_SECOND = 1_000_000, 50_000


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was understood; or, without an inspection, why nothing could be and what to upload instead."""

    inspection: Inspection | None = None
    preview: BoardPreview | None = None
    problem: str = ""
    advice: str = ""


def with_known_people(answers: Answers) -> Answers:
    """Answers with everybody the house knows, so that a name in a second report is not a second person."""
    return replace(answers, known=tuple(KnownPerson(*told) for told in ids_and_names(SOURCE)))


class NotWanted(Exception):
    """Somebody changed an answer or threw the upload away: what is being worked out is of no use."""


def kept_inspection(mine: UploadFacts) -> Inspected | None:
    """What was worked out with the answers as they are now; None when that has to be done first."""
    return last_inspection(mine) if mine.is_inspection_current else None


def last_inspection(mine: UploadFacts) -> Inspected | None:
    """What was worked out last, with whatever answers; None when nobody did yet."""
    if mine.inspected is None:
        return None
    try:
        return from_json(Inspected, mine.inspected)
    except (TypeError, ValueError, KeyError):
        return None  # kept by another version


def is_quick(mine: UploadFacts) -> bool:
    """Whether inspecting takes less than about two seconds, so that nobody has to wait for the worker."""
    return seconds_for(mine) <= QUICK_BYTES / TEXT_BYTES_A_SECOND


def seconds_for(mine: UploadFacts) -> float:
    """About how long inspecting takes."""
    return sum(_seconds(path) for path in mine.paths)


def _seconds(path: Path) -> float:
    size = path.stat().st_size if path.exists() else 0
    is_sheet = path.suffix.lower() in {".xlsx", ".xlsm"}
    return size / (SHEET_BYTES_A_SECOND if is_sheet else TEXT_BYTES_A_SECOND)


def inspect_upload(mine: UploadFacts, *, is_wanted: bool = False) -> Inspected | None:
    """Understand an upload with its answers and keep that. With `is_wanted` it stops, and answers None, as soon as
    nobody waits for it any more.
    """
    answers = with_known_people(Answers.from_json(mine.answers))
    told = _beating(mine.token) if is_wanted else tell_nobody
    try:
        inspection = report_reader().inspect(mine.paths, answers, told)
    except NotWanted:
        give_up_inspection(mine.token)
        return None
    except Unreadable as problem:
        found = Inspected(problem=problem.reason, advice=problem.advice)
    except ValueError as problem:
        found = Inspected(problem=str(problem), advice="Change the answer, or start again with the file.")
    except BaseException:
        give_up_inspection(mine.token)
        raise
    else:
        preview = board_preview(inspection)
        found = Inspected(replace(inspection, weekly={}, reached={}), preview)
    store_inspection(mine.token, answers=mine.answers, inspected=as_json(found))
    return found


def _beating(token: str) -> Callable[[int, int], None]:
    last = 0.0

    def told(rows: int, of: int) -> None:
        nonlocal last
        if monotonic() - last >= BEAT_SECONDS:
            last = monotonic()
            if not beat_inspection(token, rows=rows, of=of):
                raise NotWanted

    return told
