"""A quarter of a simulated team: four times to choose, and a debrief. Each choice is one answer."""

from collections.abc import Mapping, Sequence

from fairway.simulation.quarters.planting import LEVELS
from fairway.simulation.quarters.types import STRETCHES
from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.stepping import stepped
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome
from fairway.training.quarter.debrief import debrief_of
from fairway.training.quarter.deciding import decided, stretch_of_answer
from fairway.training.quarter.page import QuarterPage, quarter_page
from fairway.training.quarter.seen import team_seen

PASSES = 0.5  # of the way from nothing different to the best, where a file states no other


class Quarter:
    """No content. `passes`: share, how far from doing nothing different to the best the choices have to come."""

    def problems(self, exercise: Exercise) -> list[str]:
        found = [] if 0.0 < needed(exercise) < 1.0 else ["passes: share lies between 0 and 1."]
        return found + (["A quarter has no content: its team is drawn."] if exercise.content else [])

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        return decided(given, [one.name for one in team_seen(attempt.seed, attempt.level)])

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        if len(attempt.answers) < len(STRETCHES):
            return None
        stretches = tuple(stretch_of_answer(answer) for answer in attempt.answers)
        score = debrief_of(attempt.seed, attempt.level, stretches).score
        words = (
            f"Your choices came {score * 100:.0f} of 100 of the way from doing nothing different to the best we found, "
            f"needs {needed(exercise) * 100:.0f}"
        )
        return Outcome(score, score >= needed(exercise), words)

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> QuarterPage:
        return quarter_page(attempt.seed, attempt.level, [stretch_of_answer(answer) for answer in attempt.answers])

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return stepped(passed, LEVELS)


def needed(exercise: Exercise) -> float:
    return float(exercise.passes.get("share", PASSES))
