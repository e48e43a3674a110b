"""`fairway sync [NAME]`: pull changes now, up to the board, with what became of every row."""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from fairway.cli.main import Fault
from fairway.cli.printing import answer, say, table
from fairway.cli.taking_in import refuse_into_demonstration
from fairway.cli.telling import PARTS, Progress, as_json, as_rows, tables_of, tell_rejects
from fairway.commitments.actions.checking import check_what_is_over
from fairway.crm.errors import SourceError, Transient
from fairway.crm.rejects import listed
from fairway.crm.sync import run_sync
from fairway.crm.taking import Outcome
from fairway.diagnosis.actions.refreshing import refresh_all
from fairway.exchange.actions import lease_run, request_run
from fairway.exchange.queries import run as run_facts
from fairway.exchange.queries import source, sources
from fairway.exchange.types import SourceFacts
from fairway.execution.actions.drafting import draft_and_score
from fairway.execution.actions.refreshing import Refreshed
from fairway.execution.queries import today

TOLD_EVERY_ROWS = 1000


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="which source (default: every connected one)")
    parser.add_argument("--full", action="store_true", help="read everything again instead of what changed")
    parser.add_argument("--json", action="store_true")


@dataclass(slots=True)
class Synced:
    """What became of one source."""

    outcome: Outcome = field(default_factory=Outcome)
    refreshed: Refreshed = field(default_factory=Refreshed)
    drafts: int = 0
    seconds: float = 0.0


def run(arguments: argparse.Namespace) -> int:
    done: dict[str, Synced] = {}
    faults: list[Fault] = []
    for facts in _wanted(arguments.name):
        try:
            done[facts.name] = _synced(facts, is_full=arguments.full)
        except SourceError as error:
            faults.append(_fault(facts.name, error))
        except Fault as refusal:
            faults.append(refusal)
    if done:
        _tell(done, is_json=arguments.json)
    for fault in faults[:-1]:
        say(f"fairway: {fault}\n{fault.advice}".strip())
    if faults:
        raise faults[-1]
    return 0


def _wanted(name: str | None) -> list[SourceFacts]:
    if name is None:
        found = [facts for facts in sources() if facts.kind != "report"]
        if not found:
            raise Fault("no CRM is connected", advice="`fairway connect odoo --url ...` connects one.", is_misuse=True)
        return found
    facts = source(name)
    if facts is None:
        known = ", ".join(one.name for one in sources()) or "none"
        raise Fault(f"no source is called {name!r}", advice=f"Connected: {known}.", is_misuse=True)
    return [facts]


def _synced(facts: SourceFacts, *, is_full: bool) -> Synced:
    if facts.kind != "demo":
        refuse_into_demonstration()
    leased = lease_run(request_run(facts.name, is_full=is_full).key)
    if leased is None:
        raise Fault(f"{facts.name} is being read by another process", advice="Wait until it has finished.")
    done, started_at = Synced(), time.monotonic()

    def follow(outcome: Outcome, told: Callable[[str], None]) -> None:
        done.refreshed = refresh_all(told=told, touched=outcome.touched_people)
        outcome.rejects.extend(done.refreshed.rejects)
        if facts.settings.get("drafts"):
            told("drafts")
            done.drafts = draft_and_score()

    done.outcome = run_sync(leased, told=Progress(every_rows=TOLD_EVERY_ROWS, is_slow=True), then=follow)
    check_what_is_over(today())
    done.seconds = time.monotonic() - started_at
    ended = run_facts(leased.key)
    tell_rejects(done.outcome, ended.rejects_file if ended else "")
    if done.drafts:
        say(f"{done.drafts} activities suggested to sellers who had no plan; nobody is behind on a suggestion")
    return done


def _fault(name: str, error: SourceError) -> Fault:
    """Why a source could not be read. What passes by itself is for the next call: nobody else is waiting to try."""
    if not isinstance(error, Transient):
        return Fault(f"{name}: {error.detail}", advice=error.advice)
    hint = "" if "by itself" in error.advice else f"{error.advice} "
    return Fault(
        f"{name}: {error.detail}",
        advice=f"{hint}`fairway sync {name}` goes on where this one stopped; `fairway up` does so by itself.",
    )


def _tell(done: dict[str, Synced], *, is_json: bool) -> None:
    if is_json:
        answer(
            {
                "sources": {name: as_json(tables_of(one.outcome)) for name, one in done.items()},
                "seconds": {name: round(one.seconds, 2) for name, one in done.items()},
                "rejects": sum(len(listed(one.outcome.rejects)) for one in done.values()),
                "drafts": sum(one.drafts for one in done.values()),
                "weeks_counted": sum(one.refreshed.filled.weeks for one in done.values()),
                "sellers": max(one.refreshed.scored for one in done.values()),
            }
        )
        return
    rows = [[name, *row] for name, one in done.items() for row in as_rows(tables_of(one.outcome))]
    table(["source", "table", *PARTS], rows)
