"""Conversations that others labelled: how well they are read, and that the answer holds together."""

from collections.abc import Mapping

import pytest

from bench.results import committed
from bench.talk_scoring import Labelled, labelled, scores
from bench.talking import read
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.weighing import weights

# What taught the weights is read better than what did not; what is reached on an author left out, and on the author
# who taught nothing, stands in bench/results/talking.json.
FLOORS: Mapping[str, Mapping[str, float]] = {
    "free": {"focus": 0.95, "mode": 0.97, "verdict": 0.97, "commitments_recall": 0.82, "commitments_precision": 0.78},
    "floor": {"focus": 0.95, "mode": 0.97, "verdict": 0.97, "commitments_recall": 0.87, "commitments_precision": 0.8},
    "held_out": {
        "focus": 0.8,
        "mode": 0.95,
        "verdict": 0.76,
        "commitments_recall": 0.64,
        "commitments_precision": 0.61,
    },
}
LEFT_OUT = {"focus": 0.8, "kappa": 0.75, "mode": 0.94, "verdict": 0.8, "commitments_recall": 0.77}


@pytest.mark.parametrize("name", FLOORS)
def test_it_reads_each_author_at_least_this_well(name: str) -> None:
    truths = labelled(name)
    found = scores(truths, read(truths, weights()))
    assert {figure: found[figure] for figure, floor in FLOORS[name].items() if found[figure] < floor} == {}


@pytest.mark.parametrize("name", ["free", "floor"])
def test_it_reads_an_author_who_was_left_out_far_better_than_keywords_do(name: str) -> None:
    result = committed("talking")
    ours, rival = result["author_left_out"][name], result["keywords"][name]
    assert {figure: ours[figure] for figure, floor in LEFT_OUT.items() if ours[figure] < floor} == {}
    assert ours["kappa"] > 3 * rival["kappa"]


@pytest.mark.parametrize("one", labelled("free"), ids=lambda one: str(one.conversation.id))
def test_it_works_share_first_topic_and_verdict_out_of_its_own_labels(one: Labelled) -> None:
    reading = read_conversation(one.conversation)
    said = list(zip(one.conversation.turns, reading.labels, strict=True))
    of_manager = [label.focus for turn, label in said if turn.speaker == "manager" and label.focus != "other"]
    results = of_manager.count("result") / len(of_manager) if of_manager else 0.0
    doing = sum(focus in {"activity", "obstacle", "practice"} for focus in of_manager) / max(len(of_manager), 1)
    first = next((label.focus for _, label in said if label.focus != "other"), "other")
    if results >= 0.8 and not reading.commitments:
        verdict = "result_only"
    elif results > 0.5:
        verdict = "result_heavy"
    else:
        verdict = "activity_led" if results <= 0.25 and doing >= 0.5 and first != "result" else "balanced"
    assert reading.share_of_manager_turns_on_results == round(results, 3)
    assert (reading.first_topic, reading.verdict) == (first, verdict)
    assert all(label.why for label in reading.labels)
    assert all((label.mode is None) == (turn.speaker == "seller") for turn, label in said)
    assert read_conversation(one.conversation) == reading
