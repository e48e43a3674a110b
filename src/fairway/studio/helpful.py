"""The third test of a candidate, *helpful*, from what a group's records say of it: in words, without an amount.

A finding of the seller's own role may refuse a candidate and weighs in the order. One of everybody, asked because too
few have the role, is told and does neither: what a role does may work for it and drown among all others.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from fairway.evidence.conclusions.types import FindingsFacts
from fairway.evidence.pilots.carrying import HARDLY
from fairway.evidence.pilots.types import PilotFacts, State
from fairway.evidence.types import Grade
from fairway.evidence.verdict import CREATION
from fairway.studio.types import AskedOf, TestAnswer, TestState
from fairway.web.words import day, plural

DONE_APART = "done_apart"  # the check of a finding that fails where two acts are nearly always done together
NOT_YET = TestAnswer(
    TestState.UNKNOWN, "Worked out each night, once deals and activities were read.", "Not worked out yet"
)
NOT_ASKED = TestAnswer(TestState.UNKNOWN, "Asked once somebody has it in force and it is recorded.", "Not asked yet")
NEVER = "Not enough is recorded, and at this volume it never will be. A pilot can tell."
ALIKE = "It is nearly always done together with another one: history cannot tell which of them helps, a pilot can."


def asked_of(findings: FindingsFacts | None, role: str) -> AskedOf | None:
    """Whose records the test rests on; None where nothing was concluded."""
    if findings is None:
        return None
    is_of_role = bool(role) and findings.group == role.casefold()
    return AskedOf(findings.sellers, findings.weeks, findings.week_on, is_of_role)


def asked_in_words(asked: AskedOf | None) -> str:
    """Under the list of candidates: whom the third test was asked of; empty where it was not."""
    if asked is None:
        return ""
    over = f"{plural(asked.weeks, 'week')} up to {day(asked.week_on + timedelta(days=6))}"
    if asked.is_of_role:
        who = f"{plural(asked.sellers, 'seller')} with this role, {over}"
    else:
        who = f"all {asked.sellers} sellers here, {over}, as too few share one role; so it changes no order"
    return f"Helpful is asked of {who}. A pattern, not an experiment."


def helpful_answers(findings: FindingsFacts | None, keys: Iterable[str], *, is_of_role: bool) -> dict[str, TestAnswer]:
    """The answer of every metric; `is_of_role` tells whether the findings are of the seller's own role."""
    if findings is None:
        return dict.fromkeys(keys, NOT_YET)
    found = {str(one["metric"]): one for one in findings.candidates}
    return {key: _answer(found[key], is_of_role=is_of_role) if key in found else NOT_ASKED for key in keys}


def with_pilots(answers: Mapping[str, TestAnswer], pilots: Mapping[str, PilotFacts]) -> dict[str, TestAnswer]:
    """The same, with what a pilot here showed in the place of what history says; where it showed nothing clear and
    could have missed what is worth having, history stays. Nobody is sent to a pilot that runs.
    """
    return {key: _with_pilot(answer, pilots[key]) if key in pilots else answer for key, answer in answers.items()}


def _with_pilot(answer: TestAnswer, facts: PilotFacts) -> TestAnswer:
    if facts.state is State.RUNNING:
        said = f"A pilot here, drawn by lot, tells after {day(facts.ends_on)}."
        return TestAnswer(TestState.UNKNOWN, said, "A pilot runs") if answer.wants_pilot else answer
    return _of_pilot(facts) or answer


def _of_pilot(facts: PilotFacts) -> TestAnswer | None:
    result = facts.result
    if result is None:
        return None
    if result.wanted > 0 and result.share_done < HARDLY:
        return None  # it was hardly done: whether it would help is open
    over = f"A pilot here, drawn by lot, up to {day(facts.ends_on)}"
    is_little = result.high < facts.wish.worth * facts.said.level
    if result.is_clear and result.low > 0 and is_little:
        return TestAnswer(
            TestState.PARTLY, f"{over}, showed that it helps, by less than is worth having.", "Helps little"
        )
    if result.is_clear and result.low > 0:
        return TestAnswer(TestState.YES, f"{over}, showed that it helps.", "Shown in a pilot")
    if result.is_clear:
        return TestAnswer(TestState.NO, f"{over}, showed the opposite: less came of it.", "Does not help")
    if is_little:
        return TestAnswer(TestState.NO, f"{over}, saw no change that would have been worth having.", "No change")
    return None


def _answer(one: Mapping[str, Any], *, is_of_role: bool) -> TestAnswer:
    grade = Grade(one["grade"])
    is_on_accounts = bool(one["chain"]) and one["chain"]["objective"] == CREATION
    moves = "more new deals" if is_on_accounts else "faster progress"
    if grade is Grade.STRONG:
        said = f"More of this came before {moves} in this group. How much is uncertain."
        return TestAnswer(TestState.YES, said, "Strong evidence")
    if grade is Grade.SUGGESTIVE:
        if _is_done_with_another(one):
            return TestAnswer(TestState.PARTLY, ALIKE, "May help", wants_pilot=True)
        return TestAnswer(TestState.PARTLY, f"The signs point to {moves} and are not sure yet.", "May help")
    if grade is Grade.EXPERIMENT_NEEDED:
        lucky = "would have come anyway" if is_on_accounts else "went well already"
        said = ALIKE if _is_done_with_another(one) else f"It goes with deals that {lucky}. A pilot can tell."
        return TestAnswer(TestState.UNKNOWN, said, "History cannot tell", wants_pilot=True)
    if grade is Grade.NONE:
        return _no_sign(is_of_role=is_of_role)
    weeks = one["weeks_needed"]
    if weeks is None:
        return TestAnswer(TestState.UNKNOWN, NEVER, "Cannot tell", wants_pilot=True)
    said = f"Not enough is recorded: about {plural(weeks, 'more week')}."
    return TestAnswer(TestState.UNKNOWN, said, "Cannot tell yet")


def _no_sign(*, is_of_role: bool) -> TestAnswer:
    if is_of_role:
        return TestAnswer(TestState.NO, "No sign that it helps here.", "No sign")
    said = "Asked of everybody here: no sign that it helps. Of this role alone it cannot be told."
    return TestAnswer(TestState.UNKNOWN, said, "No sign so far")


def _is_done_with_another(one: Mapping[str, Any]) -> bool:
    return any(check["name"] == DONE_APART and not check["passed"] for check in one["checks"])
