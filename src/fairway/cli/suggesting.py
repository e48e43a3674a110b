"""`fairway suggest`: which activities would help this seller, and which would not, with the reason."""

import argparse
import json
import sys
from pathlib import Path

from fairway.cli.cases import read_cases
from fairway.cli.naming import person_key
from fairway.cli.printing import answer, day, named, table
from fairway.execution.queries import today
from fairway.studio.answers import suggestion_document, suggestion_for_seller
from fairway.studio.suggesting import suggestion_for_case


def describe(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--seller", type=named, metavar="ID", help="a seller of this organisation, by the source's id")
    what.add_argument("--case", metavar="FILE", type=Path, help="written cases, one JSON object a line")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="as it could be seen at the end of that day")
    parser.add_argument("--json", action="store_true", help="one JSON document; a list where there are several cases")


def run(arguments: argparse.Namespace) -> int:
    if arguments.case:
        return _answer_cases(arguments)
    seller_key = person_key(arguments.seller)
    on = arguments.as_of or today()
    suggestion = suggestion_for_seller(seller_key, arguments.seller, on, at_its_end=arguments.as_of is not None)
    if arguments.json:
        answer(suggestion_document(suggestion))
        return 0
    print(suggestion.sentence)
    rows = [[place, key, suggestion.reasons.get(key, "")] for place, key in enumerate(suggestion.ranking, start=1)]
    table(["", "activity", "why"], rows + [["-", gone.metric, gone.why] for gone in suggestion.rejected])
    return 0


def _answer_cases(arguments: argparse.Namespace) -> int:
    cases = read_cases(arguments.case)
    found = [suggestion_for_case(case, number=at) for at, case in enumerate(cases, start=1)]
    for suggestion in found:
        if not suggestion.ranking and not suggestion.rejected:
            told = "no candidates were found; give them as a list, each with a key, a name and what is known of it"
            sys.stderr.write(f"case {suggestion.id}: {told}\n")
    documents = [suggestion_document(suggestion) for suggestion in found]
    if arguments.json:
        answer(documents[0] if len(documents) == 1 else documents)
        return 0
    for document in documents:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str) + "\n")
    return 0
