"""`fairway import DIR`: a CRM folder, with what became of every row."""

import argparse
from pathlib import Path

from fairway.cli.main import Fault
from fairway.cli.printing import answer, named, say, table
from fairway.cli.taking_in import refuse_into_demonstration
from fairway.cli.telling import PARTS, Progress, as_json, as_rows, tables_of, tell_rejects
from fairway.commitments.actions.checking import check_what_is_over
from fairway.crm.folder.reader import FolderReader
from fairway.crm.rehearsing import StrictRefusal, refuse_rejects, rehearsed
from fairway.crm.rejects import listed, write_rejects
from fairway.crm.sync import beating, pull_into_lake
from fairway.crm.taking import DELETIONS, Outcome
from fairway.diagnosis.actions.refreshing import refresh_all
from fairway.exchange.actions import connect_source, fail_run, finish_run, lease_run, request_run
from fairway.exchange.queries import source as known_source
from fairway.exchange.types import Tally
from fairway.execution.actions.recounting import recount_everything
from fairway.execution.actions.refreshing import Refreshed, refused_of_staged
from fairway.execution.queries import today
from fairway.lib.periods import zone
from fairway.people.actions.storing import set_up_organisation
from fairway.people.queries import is_untouched, organisation

SOURCE = "folder"
BY_IMPORT = "known_by_import"  # among the settings of a source that nobody connected: it lies where it was last read
TOLD_EVERY_ROWS = 20_000


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder of CSV or Parquet files, one per table")
    parser.add_argument("--strict", action="store_true", help="load nothing at all when any row cannot be taken")
    parser.add_argument(
        "--source", type=_word, default=SOURCE, help="the word under which this folder is known (default: folder)"
    )
    parser.add_argument("--timezone", type=named, help="the organisation's time zone, such as Europe/Berlin")
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
    refuse_into_demonstration()
    _refuse_other_kind(arguments.source)
    if arguments.timezone:
        _set_timezone(arguments.timezone)
    outcome = Outcome()
    if arguments.strict:
        try:
            _refuse_what_cannot_be_taken(folder, arguments.source, outcome)
        except StrictRefusal as refusal:
            file = write_rejects(outcome.rejects, f"{arguments.source}-import")
            tell_rejects(outcome)
            raise Fault(str(refusal), advice=f"{refusal.advice} All of it: {file}") from refusal
    refreshed = _load(folder, arguments.source, outcome)
    file = write_rejects(outcome.rejects, f"{arguments.source}-import")
    _tell(outcome, refreshed, file, is_json=arguments.json)
    if arguments.strict and file:
        raise Fault(
            "some rows could not be taken although all could when they were looked at",
            advice="Folder or sellers changed meanwhile. All else is loaded; mend what is listed and import again.",
        )
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
    asked = _known_as(source, str(folder.resolve()))
    leased = lease_run(request_run(source, asked=asked).key)
    if leased is None:
        raise Fault(f"another import of {source} is running", advice="Wait until it has finished.")
    try:
        told = beating(leased.key, Progress(every_rows=TOLD_EVERY_ROWS))
        pull_into_lake(FolderReader(folder, source=source), source, outcome, told=told)
        refreshed = _refresh(outcome)
    except Exception as error:
        fail_run(leased.key, error=str(error), advice=getattr(error, "advice", ""), retry_after=None)
        raise
    file = write_rejects(outcome.rejects, f"{source}-import")
    finish_run(leased.key, progress=outcome.tallies, rejects_file=file)
    check_what_is_over(today())
    return refreshed


def _known_as(name: str, path: str) -> dict[str, object]:
    """Know the folder under that word. Returns what this one import reads besides.

    A connected folder stays connected where it is, with its schedule: what is imported into it once is read once.
    """
    known = known_source(name)
    if known is not None and known.settings.get("path") == path:
        return {}
    if known is None or known.settings.get(BY_IMPORT):
        connect_source(name=name, kind="folder", settings={"path": path, BY_IMPORT: True})
        return {}
    say(f"{name} stays connected to {known.settings.get('path')}; {path} is read this once.")
    return {"path": path}


def _refuse_what_cannot_be_taken(folder: Path, source: str, outcome: Outcome) -> None:
    """Raise StrictRefusal, with every reject in the outcome, before anything is loaded."""
    say("Every row is looked at first, then loaded.")
    reader = FolderReader(folder, source=source)
    told = Progress(every_rows=TOLD_EVERY_ROWS)
    outcome.rejects = rehearsed(reader, source, then=refused_of_staged, told=told).rejects
    refuse_rejects(outcome.rejects)
    outcome.rejects = []  # the notes among them are told by the import itself


def _refresh(outcome: Outcome) -> Refreshed:
    """Bring everything up to what was loaded; plans and metrics are only now taken or refused."""
    refreshed = refresh_all(touched=outcome.touched_people)
    outcome.rejects.extend(refreshed.rejects)
    plans = outcome.tallies.setdefault("plans", Tally())
    for name in ("added", "changed", "unchanged", "deleted", "rejected"):
        setattr(plans, name, getattr(plans, name) + getattr(refreshed.plans, name))
    gone = outcome.tallies.get(DELETIONS)
    if gone is not None:
        gone.deleted += refreshed.plans.deleted
        gone.unchanged = gone.read - gone.deleted - gone.rejected
    return refreshed


def _tell(outcome: Outcome, refreshed: Refreshed, file: str, *, is_json: bool) -> None:
    tell_rejects(outcome, file)
    tables = tables_of(outcome)
    if is_json:
        answer(
            {
                "tables": as_json(tables),
                "rejects": len(listed(outcome.rejects)),
                "rejects_file": file or None,
                "weeks_counted": refreshed.filled.weeks,
                "sellers": refreshed.scored,
            }
        )
        return
    table(["table", *PARTS], as_rows(tables))
