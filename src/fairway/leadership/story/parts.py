"""The parts of the story as cards of sentences, in the order they are read. Plain Python."""

from collections.abc import Sequence

from fairway.leadership.story.adding import OTHERS
from fairway.leadership.story.reading import changes_of
from fairway.leadership.story.types import DID_NOT_WORK, ActivityStory, Card, Changes, Chapter
from fairway.leadership.story.wording import (
    change_sentences,
    claim_sentences,
    executed_sentence,
    kept_sentence,
    quoted,
    stopped_sentences,
)
from fairway.leadership.types import Told
from fairway.web.words import join_words, plural

FEW = "Activities of few sellers each, together"
UNCHANGED = "What stayed as it was"
STAYED = "Nothing was decided, and every seller who had it at the beginning of the quarter had it at its end:"
WORKED = "Activities, and what came of them"
CHANGED = "What changed in the quarter"
STOPPED = "What did not work, and what was stopped"
SIGNS = "Early signs for the next quarter"
NO_ACTIVITY = (
    "Nothing can be told yet, because no activity here has five sellers or more in one group, or the week is not added "
    "up yet. Whoever leads them sees each seller on the board."
)
NO_CHANGE = (
    "Nothing may be shown, because of no activity five sellers or more had a decision, or had it, in that quarter, or "
    "the quarter is not added up yet."
)
NO_STOP = (
    "Nothing of five sellers or more was found not to work, and nothing was stopped. That is not to say that all of it "
    "works: of what cannot be told yet nothing is known either way."
)


def worked(told: Sequence[ActivityStory]) -> Chapter:
    """Each activity with what may be claimed of it and who executes it, the surest first; among these by name."""
    order = list(type(told[0].best.basis)) if told else []
    ordered = sorted(told, key=lambda one: order.index(one.best.basis))
    return Chapter(
        "worked",
        WORKED,
        "Each activity with its nearest objective, what records say, and how many execute it. The surest stand "
        "first; the order says nothing of people.",
        [Card(one.key, one.activity, _known_of(one)) for one in ordered],
        NO_ACTIVITY,
    )


def _known_of(one: ActivityStory) -> list[str]:
    nearest = [f"Its nearest objective: {quoted(one.objective)}."] if one.objective else []
    claims = [sentence for claim in one.claims for sentence in claim_sentences(claim)]
    return [*claims, executed_sentence(one.activity, one.executed), *nearest]


def changed(told: Sequence[ActivityStory], quarter: Told | None, quarter_words: str) -> Chapter:
    """What reviews decided, and where activities began or ended, by activity and then of the rest together."""
    cards = [
        Card(
            f"{one.key}-changed",
            one.activity,
            [*change_sentences(quoted(one.activity), one.changes), *kept_sentence(one.changes)],
        )
        for one in told
        if one.changes and one.changes.is_any
    ]
    unchanged = [quoted(one.activity) for one in told if one.changes and one.changes.had_it and not one.changes.is_any]
    if unchanged:
        cards.append(Card("unchanged", UNCHANGED, [f"{STAYED} {join_words(unchanged)}."]))
    others = changes_of(quarter, OTHERS)
    if others:
        cards.append(Card("others-changed", FEW, _of_others(others)))
    lead = (
        f"Of {quarter_words}: told once a quarter is over, by where each seller stood then. Reasons are in people’s "
        "own words and stay with the seller and whoever leads them."
    )
    return Chapter("changed", CHANGED, lead, cards, NO_CHANGE)


def _of_others(changes: Changes) -> list[str]:
    said = change_sentences("these", Changes(**{name: getattr(changes, name) for name in DECIDED_ALONE}))
    if changes.had_it:
        said.append(
            f"Of {plural(changes.had_it, 'time')} that a seller had one in the quarter, it began {changes.begun} and "
            f"ended {changes.ended} times."
        )
    return said


DECIDED_ALONE = ("decisions", "keep", "tune", "raise_quality", "swap", "retire")


def stopped(told: Sequence[ActivityStory], quarter_words: str) -> Chapter:
    """What is known not to work, and what was stopped, drawn as what worked is."""
    cards = []
    for one in told:
        against = [claim for claim in one.claims if claim.basis in DID_NOT_WORK]
        claims = [sentence for claim in against for sentence in claim_sentences(claim)]
        ends = stopped_sentences(one.activity, one.changes)
        if claims or ends:
            lines = [*claims, *ends, executed_sentence(one.activity, one.executed)]
            cards.append(Card(f"{one.key}-stopped", one.activity, lines))
    lead = f"With the same weight as what worked. Decisions are of {quarter_words}."
    return Chapter("stopped", STOPPED, lead, cards, NO_STOP)
