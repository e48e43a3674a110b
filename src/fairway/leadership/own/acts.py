"""What managers can choose: acts.yaml, read and checked."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from fairway.leadership.figures import figures
from fairway.leadership.own.types import Act, ChosenBy, Unit
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("acts.yaml")


@lru_cache(maxsize=1)
def acts() -> Mapping[str, Act]:
    """By key, in the file's order. ValueError where one reads a figure that there is not."""
    known = {"", *(one.key for one in figures())}
    found = {}
    for key, stated in read_yaml(FILE).items():
        words = {**stated, "chosen_by": ChosenBy(stated["chosen_by"]), "unit": Unit(stated["unit"])}
        found[key] = Act(key=key, **words)
    if unknown := {one.reads for one in found.values()} - known:
        raise ValueError(f"{FILE.name}: no figure is called {', '.join(sorted(unknown))}")
    return found


def acts_for(*, leads_sellers: bool, leads_managers: bool) -> list[Act]:
    """What somebody can choose by whom they lead."""
    open_to = {ChosenBy.MANAGERS: leads_sellers, ChosenBy.LEADERS: leads_managers}
    return [one for one in acts().values() if open_to[one.chosen_by]]
