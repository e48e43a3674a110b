"""`fairway import DIR`: a CRM folder, with what became of every row."""

import argparse
from pathlib import Path

from django.db import transaction

from fairway.cli.main import Fault
from fairway.cli.printing import answer, say, table
from fairway.crm.folder.reader import FolderReader
from fairway.crm.rejects import place_of, write_rejects
from fairway.crm.sync import StrictRefusal, pull_into_lake
from fairway.crm.taking import Outcome
from fairway.exchange.actions import connect_source, finish_run, lease_run, request_run
from fairway.exchange.types import Severity, Tally
from fairway.execution.actions.refreshing import Refreshed, refresh
from fairway.people.actions.storing import set_up_organisation
from fairway.people.queries import organisation

SOURCE = "folder"
SHOWN_REJECTS = 20


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder of CSV or Parquet files, one per table")
    parser.add_argument("--strict", action="store_true", help="load nothing at all when any row cannot be taken")
    parser.add_argument("--source", default=SOURCE, help="the word under which this folder is known (default: folder)")
    parser.add_argument("--timezone", help="the organisation's time zone, such as Europe/Berlin")
    parser.add_argument("--json", action="store_true", help="print the tallies as JSON")


def run(arguments: argparse.Namespace) -> int:
    if not arguments.folder.is_dir():
        raise Fault(
            f"{arguments.folder} is not a folder",
            advice="Name the folder that holds sellers.csv and activities.csv.",
            is_misuse=True,
        )
    if arguments.timezone:
        _set_timezone(arguments.timezone)
    outcome, refreshed = import_folder(arguments.folder, source=arguments.source, is_strict=arguments.strict)
    rejects_file = write_rejects([*outcome.rejects, *refreshed.rejects], f"{arguments.source}-import")
    _tell(outcome, refreshed, rejects_file, as_json=arguments.json)
    return 0


def _set_timezone(name: str) -> None:
    from fairway.lib.periods import zone

    try:
        zone(name)
    except ValueError as error:
        raise Fault(str(error), is_misuse=True) from error
    if organisation().timezone != name:
        set_up_organisation({"timezone": name})


def import_folder(folder: Path, *, source: str, is_strict: bool) -> tuple[Outcome, Refreshed]:
    """Load a folder and bring counts and standings up to it. With `is_strict`, all or nothing."""
    connect_source(name=source, kind="folder", settings={"path": str(folder.resolve())})
    asked = request_run(source)
    leased = lease_run(asked.key)
    if leased is None:
        raise Fault(f"another import of {source} is running", advice="Wait until it has finished.")
    outcome = Outcome()
    reader = FolderReader(folder, source=source)
    try:
        if is_strict:
            with transaction.atomic():
                pull_into_lake(reader, source, outcome, is_strict=True, told=_progress)
                refreshed = refresh(told=say)
                _refuse(refreshed)
        else:
            pull_into_lake(reader, source, outcome, told=_progress)
            refreshed = refresh(told=lambda phase: None)
    except StrictRefusal as refusal:
        _end(leased.key, refusal)
        raise
    except Exception as error:
        _end(leased.key, error)
        raise
    outcome.tallies.setdefault("plans", Tally())
    for name in ("added", "changed", "unchanged", "rejected"):
        setattr(outcome.tallies["plans"], name, getattr(refreshed.plans, name))
    finish_run(leased.key, progress=outcome.tallies)
    return outcome, refreshed


def _end(run_key: int, error: Exception) -> None:
    from fairway.exchange.actions import fail_run

    fail_run(run_key, error=str(error), advice=getattr(error, "advice", ""), retry_after=None)


def _refuse(refreshed: Refreshed) -> None:
    for reject in refreshed.rejects:
        raise StrictRefusal(f"{place_of(reject)}: {reject.reason}", advice="Mend it, or import without --strict.")


def _progress(phase: str, outcome: Outcome) -> None:
    tally = outcome.tallies.get(phase)
    if tally and tally.read and tally.read % 20_000 == 0:
        say(f"{phase}: {tally.read:,} rows read")


def _tell(outcome: Outcome, refreshed: Refreshed, rejects_file: str, *, as_json: bool) -> None:
    rejects = [*outcome.rejects, *refreshed.rejects]
    notes = [reject for reject in rejects if reject.severity is Severity.NOTE]
    listed = [reject for reject in rejects if reject.severity is not Severity.NOTE]
    for note in [*outcome.notes, *(f"{place_of(n)}: {n.reason}" for n in notes)]:
        say(note)
    for reject in listed[:SHOWN_REJECTS]:
        say(f"{reject.severity}: {place_of(reject)}: {reject.reason}")
    if rejects_file:
        more = f", {len(listed) - SHOWN_REJECTS} more" if len(listed) > SHOWN_REJECTS else ""
        say(f"{len(listed)} rows or values could not be taken{more}; all of them with reasons: {rejects_file}")
    if as_json:
        answer(
            {
                "tables": {name: tally.as_dict() for name, tally in outcome.tallies.items()},
                "rejects": len(listed),
                "rejects_file": rejects_file or None,
                "weeks_counted": refreshed.filled.weeks,
                "sellers": refreshed.scored,
            }
        )
        return
    names = {"people": "sellers"}
    table(
        ["table", "read", "added", "changed", "unchanged", "deleted", "rejected"],
        [
            [
                names.get(name, name),
                *(
                    f"{getattr(tally, part):,}"
                    for part in ("read", "added", "changed", "unchanged", "deleted", "rejected")
                ),
            ]
            for name, tally in outcome.tallies.items()
            if any(tally.as_dict().values())
        ],
    )
