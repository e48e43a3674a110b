"""`fairway landing`: where each seller's period may land, as things are and with every HIA at its target."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.naming import person_key
from fairway.cli.printing import answer, day, named, table
from fairway.desk.landing import landing_answer, looking_back_answer
from fairway.execution.queries import today


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seller", type=named, metavar="ID", help="only this seller")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="as it could be seen at the end of that day")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of what is drawn; the same gives the same")
    parser.add_argument("--looking-back", action="store_true", help="what was said of the last quarters, and what came")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    return _back(arguments) if arguments.looking_back else _ahead(arguments)


def _ahead(arguments: argparse.Namespace) -> int:
    seller = person_key(arguments.seller) if arguments.seller is not None else None
    found = landing_answer(arguments.as_of or today(), seller_key=seller, seed=arguments.seed)
    if arguments.json:
        answer(found)
        return 0
    rows = []
    for one in found:
        chance = "no goal" if one["now"]["chance"] is None else f"{one['now']['chance']:.0%}"
        goal = "" if one["goal"] is None else f"{one['goal']:,.0f}"
        span = f"{one['now']['p10']:,} to {one['now']['p90']:,}"
        rows.append([one["seller_id"], one["name"], one["period_end_on"], goal, span, chance])
    table(["seller", "name", "until", "goal", "four of five outcomes", "reaches it"], rows)
    return 0


def _back(arguments: argparse.Namespace) -> int:
    if arguments.seller is not None:
        raise Fault("--looking-back is about all sellers together", advice="Leave --seller out.", is_misuse=True)
    found = looking_back_answer(arguments.as_of or today(), seed=arguments.seed)
    if arguments.json:
        answer(found)
        return 0
    rows = [
        [
            f"{one['starts_on']} to {one['ends_on']}",
            str(one["sellers"]),
            f"{one['inside']} ({one['inside'] / one['sellers']:.0%})",
            f"{one['error']:,}",
            f"{one['error_of_rate']:,}",
        ]
        for one in found
    ]
    table(["quarter", "sellers", "within four of five outcomes", "mean error", "of the last half year"], rows)
    return 0
