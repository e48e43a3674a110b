"""Practice conversation: ask a simulated seller, name the hidden cause, agree on what comes next."""

from collections.abc import Mapping, Sequence

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered
from fairway.training.talking.page import TalkPage, talk_page
from fairway.training.talking.running import talk_of
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.scoring import LEAST_CLUES, PASSES, is_passed, lines_of, score_of
from fairway.training.talking.suggesting import picks, suggestions
from fairway.training.talking.types import Talk

LONGEST = 300  # letters of a turn: about a minute of talk holds more questions than anybody answers
MOST_LEVEL = 3


class Practice:
    """`scenario`: the key of one in talking/scenarios. `passes`: `score`, beside the cause and clues enough."""

    def problems(self, exercise: Exercise) -> list[str]:
        if exercise.content.get("scenario") not in scenarios():
            return [f"Its scenario is one of {', '.join(scenarios())}."]
        return []

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        talk = self._talk(exercise, attempt)
        form = given.get("form")
        if form == "cause":
            return {"cause": _cause(talk, given.get("cause", ""))}
        if form == "agree":
            return {"agree": _proposed(talk, given)}
        if form == "end":
            return {"end": True}
        return {"say": _asked(talk, given)}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        talk = self._talk(exercise, attempt)
        if not talk.is_over:
            return None
        score = score_of(lines_of(talk))
        found = "Cause found" if talk.is_found else "Cause not found"
        clues = len(talk.scenario.clues)
        heard = f"{len(talk.heard)} of {clues} clues heard"
        least = float(exercise.passes.get("score", PASSES))
        needs = f"needs the cause, {LEAST_CLUES} of {clues} clues, something both can hold to, and {least:.2f}"
        return Outcome(score, is_passed(talk, least), f"{found}; {heard}; score {score:.2f} of 1, {needs}")

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> TalkPage:
        return talk_page(self._talk(exercise, attempt))

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        """Once passed, the same seller begins one step more guarded."""
        if not passed:
            return 1
        level, is_passed = passed[-1]
        return min(MOST_LEVEL, level + 1) if is_passed else level

    def _talk(self, exercise: Exercise, attempt: AttemptFacts) -> Talk:
        return talk_of(scenarios()[exercise.content["scenario"]], attempt.seed, attempt.level, attempt.answers)


def _asked(talk: Talk, given: Mapping[str, str]) -> str:
    seller = talk.scenario.seller
    if talk.is_found:
        raise Unanswered("say", "The cause is found. Agree on what comes next.")
    if talk.is_out_of_time:
        raise Unanswered("say", f"{seller} has to go. Name the cause, or end the talk.")
    offered, pick = suggestions(talk).texts, given.get("pick", "")
    if pick:
        if not pick.isdecimal() or int(pick) >= len(offered):
            raise Unanswered("say", "Choose one of the three, or write your own.")
        return offered[int(pick)]
    return _written(given.get("say", ""), "say", "Write what you ask, or choose one of the three.")


def _proposed(talk: Talk, given: Mapping[str, str]) -> str:
    if not talk.is_found:
        raise Unanswered("agree", "Name the cause first.")
    offered, pick = picks(talk), given.get("pick", "")
    if pick:
        if not pick.isdecimal() or int(pick) >= len(offered):
            raise Unanswered("agree", "Choose one of these, or write your own.")
        return offered[int(pick)]
    return _written(given.get("agree", ""), "agree", "Write what you both do, or choose one of these.")


def _written(text: str, field: str, sentence: str) -> str:
    plain = " ".join(text.replace("[", "(").replace("]", ")").split())
    if not plain:
        raise Unanswered(field, sentence)
    if len(plain) > LONGEST:
        raise Unanswered(field, f"Say it in {LONGEST} letters or fewer; these are {len(plain)}.")
    return plain


def _cause(talk: Talk, cause: str) -> str:
    if talk.is_found:
        raise Unanswered("cause", "The cause is found already.")
    if not talk.exchanges:
        raise Unanswered("cause", f"Ask {talk.scenario.seller} something first. Before that it is a guess.")
    if cause not in talk.scenario.causes:
        raise Unanswered("cause", "Choose one of the causes.")
    if any(one.cause == cause for one in talk.named):
        raise Unanswered("cause", "You named this one before. Choose another.")
    return cause
