"""`fairway sync [NAME]`: pull changes now, with what became of every row."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.printing import answer, say, table
from fairway.crm.rejects import place_of
from fairway.crm.sync import run_sync
from fairway.crm.taking import Outcome
from fairway.exchange.actions import lease_run, request_run
from fairway.exchange.queries import source, sources
from fairway.exchange.types import Severity
from fairway.execution.actions.refreshing import refresh

SHOWN_REJECTS = 20


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="which source (default: every connected one)")
    parser.add_argument("--full", action="store_true", help="read everything again instead of what changed")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    names = [arguments.name] if arguments.name else [s.name for s in sources() if s.kind != "report"]
    if arguments.name and source(arguments.name) is None:
        raise Fault(
            f"no source is called {arguments.name!r}",
            advice="`fairway doctor` lists the connected ones.",
            is_misuse=True,
        )
    if not names:
        raise Fault(
            "no CRM is connected",
            advice="`fairway connect odoo --url ... --database ...` connects one.",
            is_misuse=True,
        )
    answers = {name: _sync(name, is_full=arguments.full) for name in names}
    told = refresh(told=lambda phase: None)
    if arguments.json:
        answer(
            {
                "sources": {
                    name: {table: tally.as_dict() for table, tally in outcome.tallies.items()}
                    for name, outcome in answers.items()
                },
                "weeks_counted": told.filled.weeks,
                "sellers": told.scored,
            }
        )
    else:
        rows = [
            [
                name,
                table_name,
                *(
                    f"{getattr(tally, part):,}"
                    for part in ("read", "added", "changed", "unchanged", "deleted", "rejected")
                ),
            ]
            for name, outcome in answers.items()
            for table_name, tally in outcome.tallies.items()
            if any(tally.as_dict().values())
        ]
        table(["source", "table", "read", "added", "changed", "unchanged", "deleted", "rejected"], rows)
    return 0


def _sync(name: str, *, is_full: bool) -> Outcome:
    run_facts = lease_run(request_run(name, is_full=is_full).key)
    if run_facts is None:
        raise Fault(f"{name} is being read by another process", advice="Wait until it has finished.")
    outcome = run_sync(run_facts, told=_progress)
    for note in outcome.notes:
        say(note)
    listed = [reject for reject in outcome.rejects if reject.severity is not Severity.NOTE]
    for reject in listed[:SHOWN_REJECTS]:
        say(f"{reject.severity}: {place_of(reject)}: {reject.reason}")
    return outcome


_told: dict[str, int] = {}


def _progress(phase: str, outcome: Outcome) -> None:
    tally = outcome.tallies.get(phase)
    if tally and tally.read - _told.get(phase, 0) >= 1000:
        _told[phase] = tally.read
        say(f"{phase}: {tally.read:,} read")
