"""`fairway export DIR`: everything back as a CRM folder, with the native records beside."""

import argparse
from pathlib import Path

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.crm.folder.writing import write_folder, write_table
from fairway.metrics.queries import own_definitions
from fairway.metrics.spec import yaml_of
from fairway.people.queries import all_people_native_ids
from fairway.people.types import BEGINNING, ENDLESS
from fairway.plans.queries import plans_of


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="an empty or new folder")


def run(arguments: argparse.Namespace) -> int:
    target: Path = arguments.folder
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Fault(f"{target} is not empty", advice="Name a new folder; an export never overwrites.", is_misuse=True)
    target.mkdir(parents=True, exist_ok=True)
    written = write_folder(target)
    plans = plans_of(None, BEGINNING, ENDLESS)
    ids = all_people_native_ids(plans)
    columns = ("seller_id", "metric", "starts_on", "target", "per", "ends_on", "quality_target")
    rows = [
        (ids[key], p.metric_key, p.starts_on, f"{p.target:g}", p.per, p.ends_on, p.quality_target)
        for key, found in plans.items()
        for p in found
        if not p.is_draft
    ]
    written["plans"] = write_table(target, "plans", columns, rows)
    own = own_definitions()
    if own:
        (target / "metrics.yaml").write_text(yaml_of(list(own.values())), encoding="utf-8")
    for name, count in written.items():
        say(f"{name}: {count:,}")
    return 0
