"""The demonstration's own metric definitions, in the syntax of metrics.yaml: each act with its objective beside it."""

import yaml

from fairway.crm.demo.kinds import KINDS
from fairway.crm.demo.pairs import HIA_PAIRS

GOOD = {kind.word: kind.qualities[0] for kind in KINDS if kind.qualities}  # the outcome of an act that was done well


def metrics_yaml() -> str:
    """Definitions of every act and of the customer's side of it."""
    entries: dict[str, dict[str, object]] = {}
    for word, pair in HIA_PAIRS.items():
        entries[word] = {
            **_counting(word),
            "name": pair.name,
            "class": "activity",
            **({"quality": [{"field": "outcome", "is": GOOD[word]}]} if word in GOOD else {}),
            "qualifier": pair.condition,
            "process": pair.process,
            "objective": pair.objective,
            "why": f"The seller's own act. The customer's side of it stands beside: {pair.objective_name.lower()}.",
        }
        entries[pair.objective] = {
            **_counting(pair.objective),
            "name": pair.objective_name,
            "class": "objective",
            "noun": pair.objective_noun,
            "process": pair.process,
            "why": "Moves only with the customer's yes.",
        }
    return yaml.safe_dump(list(entries.values()), sort_keys=False, allow_unicode=True)


def _counting(word: str) -> dict[str, object]:
    return {"key": word, "records": "activities", "where": [{"field": "word", "is": word}]}
