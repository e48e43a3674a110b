"""The one branch of a session: why something is not done, or whether what is done helps. Never both. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.diagnosis.answers import in_words, offered
from fairway.diagnosis.states import Said, Stand, State, most_pressing, said_of
from fairway.diagnosis.types import Diagnosis
from fairway.lib.yaml_files import read_yaml
from fairway.signs.types import Cause
from fairway.web.words import day

WHY, HELPING, QUALITY, RECORDS, FIRST = "why", "helping", "quality", "records", "first"
ASKS_WHY = frozenset({State.DIAGNOSE, State.QUESTION})
# What is in the way there is nobody's lack of wanting: more of the same activity answers none of it.
NO_MORE_OF_IT = frozenset({Cause.OPPORTUNITY, Cause.CAPACITY, Cause.DATA})


@dataclass(frozen=True, slots=True)
class Branch:
    """What a session is about: one activity, one question first, and what is known of it."""

    kind: str
    metric_key: str
    name: str  # of the activity, empty where none is in force
    title: str
    aside: str  # why the other branch can wait
    says: str  # the state in a sentence
    questions: tuple[str, ...]  # the first is the one to begin with
    signs: tuple[str, ...]  # strongest first
    options: tuple[tuple[Cause, str], ...]  # reasons the seller may name
    answered: Cause | None = None  # the reason the seller has given already
    answered_words: str = ""


def branch_of(
    stands: Sequence[Stand], diagnoses: Mapping[str, Diagnosis], processes: Mapping[str, str], whose: str
) -> Branch:
    """The branch of a seller's most pressing activity. `diagnoses` and `processes` go by metric."""
    pressing = most_pressing(stands)
    if not pressing:
        return _without_any()
    stand = pressing[0]
    kind = _kind(stand.state)
    hia, found = stand.hia, diagnoses.get(stand.hia.metric_key)
    is_asked_why = found is not None and kind not in {HELPING, QUALITY}
    causes = found.causes if found and is_asked_why else ()
    asked = [cause.question for cause in causes if cause.question]
    shaped = questions_for(kind, processes.get(hia.metric_key, ""), hia.name)
    return Branch(
        kind=kind,
        metric_key=hia.metric_key,
        name=hia.name,
        title=_title(kind, hia.name, stand),
        aside=_aside(kind, stands),
        says=_said(kind, stand, whose),
        questions=tuple(dict.fromkeys([*asked[:1], *shaped])),
        signs=tuple(text for cause in causes[:2] for text in cause.evidence) if asked else (),
        options=tuple(offered(cause.cause for cause in causes)) if is_asked_why else (),
        answered=found.answer.cause if found and found.answer else None,
        answered_words=in_words(found.answer) if found and found.answer else "",
    )


def _kind(state: State) -> str:
    if state is State.FIX_MEASUREMENT:
        return RECORDS
    if state is State.RAISE_QUALITY:
        return QUALITY
    return WHY if state in ASKS_WHY else HELPING


def _title(kind: str, name: str, stand: Stand) -> str:
    if kind == RECORDS:
        return f"{name}: what do the records not show?"
    if kind == WHY:
        return f"{name}: what stood in the way?"
    if kind == QUALITY:
        return f"{name}: what does a good one look like?"
    return f"{name}: how is it going?" if stand.state is State.HOLD else f"{name}: keep it, change it or wait?"


def _aside(kind: str, stands: Sequence[Stand]) -> str:
    """One branch only; the other one can wait, until a day where one is known."""
    if kind in {HELPING, QUALITY}:
        return "One branch only: everything is being done, so why not is not asked."
    until = min((stand.tells_on for stand in stands if stand.tells_on), default=None)
    return f"One branch only. “Is it helping?” can wait{f' until {day(until)}' if until else ''}."


def _said(kind: str, stand: Stand, whose: str) -> str:
    """The state in a sentence that says nothing of the goal: that comes last."""
    if kind == WHY:
        return f"“{stand.hia.name}” fell short in the closed weeks."
    said: Said = said_of(stand, whose, f"“{stand.hia.name}”")
    return said.first if stand.state in {State.SCALE, State.SUSTAIN} else f"{said.first} {said.more}".strip()


def _without_any() -> Branch:
    return Branch(
        FIRST, "", "", "Which two activities?", "", "No activity is in force yet.", questions_for(FIRST, "", ""), (), ()
    )


@lru_cache(maxsize=1)
def _all_questions() -> Mapping[str, Mapping[str, list[str]]]:
    found: Mapping[str, Mapping[str, list[str]]] = read_yaml(Path(__file__).with_name("questions.yaml"))
    return found


def questions_for(kind: str, process: str, name: str) -> tuple[str, ...]:
    """Four questions for a branch, in the words of a process where it has some of its own."""
    by_process = _all_questions()[kind]
    called = f"“{name}”" if name else "it"
    return tuple(text.format(it=called) for text in by_process.get(process, by_process["none"]))


@dataclass(frozen=True, slots=True)
class Practice:
    """What is tried together, and what whoever listens listens for."""

    what: str
    heard: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _all_practice() -> Mapping[str, Practice]:
    stated = read_yaml(Path(__file__).with_name("practising.yaml"))
    return {process: Practice(one["what"], tuple(one["heard"].items())) for process, one in stated.items()}


def practice_for(process: str) -> Practice:
    """What is practised of a process; of every other one what fits them all."""
    return _all_practice().get(process, _all_practice()["none"])
