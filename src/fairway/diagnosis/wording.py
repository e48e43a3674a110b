"""Signs in words: one sentence with numbers for each, and the one question of the cause's heaviest sign."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.diagnosis.ranking import ranked, strength_of
from fairway.diagnosis.types import Diagnosis, RankedCause, SaidSign
from fairway.lib.yaml_files import read_yaml
from fairway.metrics.words import readable
from fairway.signs.finding import detectors, sentences_of
from fairway.signs.types import Sign

FILE = Path(__file__).with_name("sentences.yaml")
MOST_SENTENCES = 3
PLACE = re.compile(r"\{(\w+)(?:\|([^|}]+)\|([^}]+))?\}")


@lru_cache(maxsize=1)
def sentences() -> Mapping[str, Mapping[str, str]]:
    """What each pattern says and asks: the house's own, and those that other packages' detectors bring along."""
    found: Mapping[str, Mapping[str, str]] = read_yaml(FILE)
    for detector in detectors():
        found = {**sentences_of(detector), **found}
    return found


def diagnosis_of(person_key: int, metric_key: str, signs: Sequence[Sign]) -> Diagnosis:
    """Causes in order, worded."""
    causes = [
        RankedCause(
            cause=cause,
            strength=strength_of(weight),
            weight=round(weight, 3),
            signs=tuple(
                SaidSign(said_of(sign), sign.pattern, sign.numbers, sign.metric_keys, sign.weeks)
                for sign in found[:MOST_SENTENCES]
            ),
            question=sentences()[found[0].pattern]["asks"],
        )
        for cause, weight, found in ranked(signs)
    ]
    return Diagnosis(person_key, metric_key, tuple(causes))


def said_of(sign: Sign) -> str:
    """One sign's sentence."""
    words = dict(sign.numbers)
    weeks = int(words.get("weeks", len(sign.weeks)) or 1)
    words["weeks_words"] = "the last closed week" if weeks == 1 else f"the last {weeks} closed weeks"
    words["note_after"] = f" {words['note']}" if words.get("note") else ""
    if words.get("word"):
        words["word"] = readable(str(words["word"]))
    if "share" in words:
        words["share_percent"] = f"{round(100 * float(words['share']))} %"
    return PLACE.sub(lambda match: _filled(match, words), sentences()[sign.pattern]["says"])


def _filled(match: re.Match[str], words: Mapping[str, Any]) -> str:
    value, one, many = words.get(match[1], ""), match[2], match[3]
    text = value if isinstance(value, str) else _number(float(value))
    return f"{text} {one if text == '1' else many}" if one else text


def _number(value: float) -> str:
    """Whole where it is nearly whole or large, else with one decimal."""
    return f"{value:.0f}" if value >= 10 or abs(value - round(value)) < 0.05 else f"{value:.1f}"
