"""`fairway demo`: the demonstration organisation, loaded once, then web and worker."""

import argparse
import webbrowser

from django.db import transaction
from django.utils import timezone

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.cli.recalling import bring_half_a_year
from fairway.cli.recalling_leadership import bring_leading
from fairway.cli.recalling_training import bring_learning
from fairway.cli.up import PORT, port_number, serve
from fairway.coaching.queries.sessions import has_any
from fairway.coaching.sums.actions import close_quarter
from fairway.commitments.actions.checking import check_commitments
from fairway.crm.demo.definitions import metrics_yaml
from fairway.crm.demo.organisation import ORGANISATION, RAMP, first_settings
from fairway.crm.sync import run_sync
from fairway.diagnosis.actions.refreshing import refresh_all
from fairway.engines.duck import DuckSession
from fairway.evidence.conclusions.actions import conclude
from fairway.exchange.actions import connect_source, lease_run, request_run
from fairway.exchange.queries import source, sources
from fairway.execution.actions.daily import EVIDENCE, LEADERS, TURN, note_done
from fairway.execution.queries import done_on, today
from fairway.leadership.actions.rolling import roll_up
from fairway.metrics.beside import compiled_beside
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.spec import definitions_from
from fairway.metrics.types import Definition
from fairway.people.actions.accounts import mark_demo_roles
from fairway.people.actions.storing import set_ramp, set_up_organisation
from fairway.people.queries import demo_people
from fairway.records.queries import published_files

SOURCE = "demo"
SEED = 7
EVERY_MINUTES = 12 * 60


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port_number, default=PORT)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--seed", type=int, default=SEED, help="another organisation of the same kind")
    parser.add_argument("--load-only", action="store_true", help="load it and stop")


def run(arguments: argparse.Namespace) -> int:
    load(arguments.seed)
    if arguments.load_only:
        return 0
    address = f"http://127.0.0.1:{arguments.port}"
    lines = [f"The demonstration answers at {address}", "Enter as one of its people, one click each:"]
    lines += [f"  {person.name}, {person.role.lower()}" for person in demo_people()]
    if not arguments.no_browser:
        webbrowser.open(address)
    return serve(port=arguments.port, environment={"FAIRWAY_DEMO": "1"}, ready=lines)


def load(seed: int) -> None:
    """Load the organisation if it is not there yet, or only half. It lives on from there: each day the worker adds the
    one before.
    """
    others = [s.name for s in sources() if s.kind != "demo"]
    if others:
        raise Fault(
            f"this home holds real data from {', '.join(others)}",
            advice="Point FAIRWAY_HOME at an empty folder for the demonstration.",
        )
    known = source(SOURCE)
    if known is not None:
        if known.settings.get("seed") != seed:
            raise Fault(
                f"this home holds the demonstration of seed {known.settings.get('seed')}",
                advice="Use that seed, or point FAIRWAY_HOME at an empty folder.",
            )
        if done_on(TURN) is not None:
            recall(seed)
            return
    say("Loading a sales organisation of three teams with two years of history ...")
    if known is None:
        set_up_organisation(ORGANISATION)
        set_ramp("", RAMP)
        settings = {**first_settings(timezone.now(), seed=seed), "goes_on": True}
        connect_source(name=SOURCE, kind="demo", settings=settings, every_minutes=EVERY_MINUTES)
    run_facts = lease_run(request_run(SOURCE).key)
    if run_facts is None:
        raise Fault("the demonstration is being loaded by another process", advice="Wait until it has finished.")
    with compiled_beside(_counted(), DuckSession.dialect):
        run_sync(run_facts)
    mark_demo_roles()
    refresh_all(told=say)
    recall(seed)


def recall(seed: int) -> None:
    """The half year of 1:1s before today, once, with what became of what was promised in them."""
    if has_any():
        return
    say("1:1s of the last half year")
    with transaction.atomic():
        bring_half_a_year(seed)
        check_commitments(today())
        bring_leading(seed)
        bring_learning(seed)
    if published_files().get("activities"):
        say("what records say of activities")
        conclude(today())
        note_done(EVIDENCE, today())
    say("results and support")
    close_quarter()
    roll_up(today())
    note_done(LEADERS, today())


def _counted() -> list[Definition]:
    """What will be counted: the catalogue's definitions and the demonstration's own."""
    return [*({**catalogue(), **{own.key: own for own in definitions_from(metrics_yaml())}}).values()]
