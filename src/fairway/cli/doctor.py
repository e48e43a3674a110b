"""`fairway doctor`: every assumption tried, about each source and about this installation."""

import argparse

from fairway.cli.printing import answer, table
from fairway.crm.linking import tried
from fairway.exchange.outbox.queries import counts_by_state, newest_refusal, writing_sources
from fairway.exchange.outbox.types import State
from fairway.exchange.queries import newest_run_of, secret_of, sources
from fairway.exchange.types import Check
from fairway.lib.home import home
from fairway.people.queries import organisation
from fairway.records.actions.publishing import lake, published
from fairway.records.durability import UnsafeFolder, refuse_without_hard_links
from fairway.records.lake import MissingFiles


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    found = {"this installation": _house()}
    for source in sources():
        if source.kind == "report":
            continue
        found[source.name] = [
            *tried(source, secret_of(source.name)),
            _last_run(source.name),
            *_outbox(source.name),
        ]
    if arguments.json:
        answer({name: [check.as_dict() for check in checks] for name, checks in found.items()})
    else:
        table(
            ["where", "check", "passed", "detail", "what it turns off", "what to do"],
            [
                [name, c.name, "yes" if c.is_passed else "NO", c.detail, c.disables, c.advice]
                for name, checks in found.items()
                for c in checks
            ],
        )
    return 0 if all(c.is_passed for checks in found.values() for c in checks) else 1


def _house() -> list[Check]:
    checks = [Check("home", True, str(home()))]
    try:
        refuse_without_hard_links(home())
        checks.append(Check("hard links", True, "the file system keeps the lake's promises"))
    except UnsafeFolder as problem:
        checks.append(Check("hard links", False, str(problem), disables="every import"))
    broken = []
    for state in published().values():
        try:
            lake().require_files(state)
        except MissingFiles as problem:
            broken.append(str(problem))
    checks.append(
        Check(
            "lake",
            not broken,
            "; ".join(broken) or "every published file is there",
            disables="counting" if broken else "",
            advice="The next sync repairs it." if broken else "",
        )
    )
    zone = organisation().timezone
    checks.append(
        Check(
            "time zone",
            True,
            f"days of the organisation end in {zone}",
            advice="" if zone != "UTC" else "Set it under Set-up, Organisation, unless UTC is meant.",
        )
    )
    return checks


def _last_run(name: str) -> Check:
    run = newest_run_of(name)
    if run is None:
        return Check("last run", False, "never read", advice=f"fairway sync {name}")
    return Check(
        "last run",
        run.state == "done",
        f"{run.state}, asked for {run.requested_at:%Y-%m-%d %H:%M} UTC {run.error}".strip(),
        advice=run.advice,
    )


def _outbox(name: str) -> list[Check]:
    """What became of the commitments written to a source; nothing where it is only read."""
    if name not in writing_sources():
        return []
    counts = counts_by_state(name)
    told = ", ".join(f"{count} {state}" for state, count in counts.items()) or "nothing was put into it"
    refused = newest_refusal(name)
    return [
        Check(
            "outbox",
            State.REJECTED not in counts,
            told + (f"; refused last: {refused}" if refused else ""),
            disables="commitments that were refused stand in Fairway alone" if refused else "",
            advice="Mend it in the CRM, then connect it again with --writes: they are tried again." if refused else "",
        )
    ]
