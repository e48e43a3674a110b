"""`fairway import DIR`: a CRM folder, with what became of every row."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from fairway.cli.main import Fault
from fairway.cli.printing import answer, say, table
from fairway.crm.folder.reader import FolderReader
from fairway.crm.rejects import listed, place_of, write_rejects
from fairway.crm.sync import StrictRefusal, beating, pull_into_lake, refuse_rejects
from fairway.crm.taking import DELETIONS, Outcome
from fairway.exchange.actions import connect_source, fail_run, finish_run, lease_run, request_run
from fairway.exchange.queries import source as known_source
from fairway.exchange.types import Reject, Severity, Tally
from fairway.execution.actions.recounting import recount_everything
from fairway.execution.actions.refreshing import Refreshed, refresh
from fairway.lib.periods import zone
from fairway.people.actions.storing import set_up_organisation
from fairway.people.queries import is_untouched, organisation

SOURCE = "folder"
SHOWN_REJECTS = 20
TOLD_EVERY_ROWS = 20_000
PARTS = ("read", "added", "changed", "unchanged", "deleted", "rejected")
FILE_OF = {"people": "sellers"}  # where a table's file has another name


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder of CSV or Parquet files, one per table")
    parser.add_argument("--strict", action="store_true", help="load nothing at all when any row cannot be taken")
    parser.add_argument(
        "--source", type=_word, default=SOURCE, help="the word under which this folder is known (default: folder)"
    )
    parser.add_argument("--timezone", help="the organisation's time zone, such as Europe/Berlin")
    parser.add_argument("--json", action="store_true", help="print the tallies as JSON")


def _word(text: str) -> str:
    """A source's name: it stands in keys and file names."""
    if not text or len(text) > 60 or not all(sign.isalnum() or sign in "-_." for sign in text) or text[0] == ".":
        raise argparse.ArgumentTypeError(f"{text!r} is no name; use letters, digits, - and _, at most 60")
    return text


def run(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    if not folder.is_dir():
        raise Fault(
            f"{folder} is not a folder",
            advice="Name the folder that holds sellers.csv and activities.csv.",
            is_misuse=True,
        )
    _refuse_other_kind(arguments.source)
    if arguments.timezone:
        _set_timezone(arguments.timezone)
    outcome = Outcome()
    try:
        refreshed = (_load_strictly if arguments.strict else _load)(folder, arguments.source, outcome)
    except StrictRefusal as refusal:
        file = write_rejects(outcome.rejects, f"{arguments.source}-import")
        _show(outcome.rejects)
        raise Fault(str(refusal), advice=f"{refusal.advice} All of it: {file}") from refusal
    file = write_rejects(outcome.rejects, f"{arguments.source}-import")
    _tell(outcome, refreshed, file, as_json=arguments.json)
    return 0


def _refuse_other_kind(name: str) -> None:
    """A folder must not take the place of a connected CRM."""
    known = known_source(name)
    if known is not None and known.kind != "folder":
        raise Fault(f"{name!r} is a connected {known.kind}", advice="Choose another --source.", is_misuse=True)


def _set_timezone(name: str) -> None:
    try:
        zone(name)
    except ValueError as error:
        raise Fault(str(error), is_misuse=True) from error
    if organisation().timezone != name:
        set_up_organisation({"timezone": name})
        if not is_untouched():
            recount_everything(with_local_days=True)


def _load(folder: Path, source: str, outcome: Outcome) -> Refreshed:
    """Load a folder and bring counts and standings up to it, as a run that can be seen and taken up again."""
    connect_source(name=source, kind="folder", settings={"path": str(folder.resolve())})
    leased = lease_run(request_run(source).key)
    if leased is None:
        raise Fault(f"another import of {source} is running", advice="Wait until it has finished.")
    try:
        pull_into_lake(FolderReader(folder, source=source), source, outcome, told=beating(leased.key, _Progress()))
        refreshed = _refresh(outcome)
    except Exception as error:
        fail_run(leased.key, error=str(error), advice=getattr(error, "advice", ""), retry_after=None)
        raise
    file = write_rejects(outcome.rejects, f"{source}-import")
    finish_run(leased.key, progress=outcome.tallies, rejects_file=file)
    return refreshed


@transaction.atomic
def _load_strictly(folder: Path, source: str, outcome: Outcome) -> Refreshed:
    """The same, all or nothing: one transaction, which nobody sees before it is done."""
    connect_source(name=source, kind="folder", settings={"path": str(folder.resolve())})
    asked = request_run(source)
    reader = FolderReader(folder, source=source)
    pull_into_lake(reader, source, outcome, is_strict=True, told=_Progress())
    refreshed = _refresh(outcome)
    refuse_rejects(outcome.rejects)
    finish_run(asked.key, progress=outcome.tallies)
    return refreshed


def _refresh(outcome: Outcome) -> Refreshed:
    """Bring everything up to what was loaded; plans and metrics are only now taken or refused."""
    refreshed = refresh(touched=outcome.touched_people)
    outcome.rejects.extend(refreshed.rejects)
    plans = outcome.tallies.setdefault("plans", Tally())
    for name in ("added", "changed", "unchanged", "deleted", "rejected"):
        setattr(plans, name, getattr(plans, name) + getattr(refreshed.plans, name))
    gone = outcome.tallies.get(DELETIONS)
    if gone is not None:
        gone.deleted += refreshed.plans.deleted
        gone.unchanged = gone.read - gone.deleted - gone.rejected
    return refreshed


class _Progress:
    """Says now and then how far a table is."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}

    def __call__(self, phase: str, outcome: Outcome) -> None:
        read = outcome.tallies[phase].read if phase in outcome.tallies else 0
        if read - self._told.get(phase, 0) >= TOLD_EVERY_ROWS:
            self._told[phase] = read
            say(f"{FILE_OF.get(phase, phase)}: {read:,} rows read")


def _show(rejects: Sequence[Reject]) -> None:
    for note in (reject for reject in rejects if reject.severity is Severity.NOTE):
        say(f"{place_of(note)}: {note.reason}")
    for reject in listed(rejects)[:SHOWN_REJECTS]:
        say(f"{reject.severity}: {place_of(reject)}: {reject.reason}")


def _tell(outcome: Outcome, refreshed: Refreshed, file: str, *, as_json: bool) -> None:
    for note in outcome.notes:
        say(note)
    _show(outcome.rejects)
    count = len(listed(outcome.rejects))
    if file:
        more = f", {count - SHOWN_REJECTS} more" if count > SHOWN_REJECTS else ""
        say(f"{count} rows or values could not be taken{more}; all of them with reasons: {file}")
    tallies = {FILE_OF.get(name, name): tally for name, tally in outcome.tallies.items()}
    if as_json:
        answer(
            {
                "tables": {name: tally.as_dict() for name, tally in tallies.items()},
                "rejects": count,
                "rejects_file": file or None,
                "weeks_counted": refreshed.filled.weeks,
                "sellers": refreshed.scored,
            }
        )
        return
    rows = [
        [name, *(f"{getattr(tally, part):,}" for part in PARTS)]
        for name, tally in tallies.items()
        if any(tally.as_dict().values())
    ]
    table(["table", *PARTS], rows)
