"""Every combination of basis, direction and how many execute it, against what its words may claim."""

from dataclasses import replace
from datetime import date
from itertools import product
from re import findall, search, split

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.leadership.story.parts import changed, stopped, worked
from fairway.leadership.story.telling import NO_AMOUNT, paragraph
from fairway.leadership.story.types import (
    DECIDED,
    DID_NOT_WORK,
    ActivityStory,
    Among,
    Basis,
    Changes,
    Claim,
    Executed,
    Span,
)
from fairway.leadership.story.wording import claim_sentences

# Words by which somebody would say that one thing made another: none of them but `moved` is ever used.
CAUSAL = (
    r"\b(moved?|causes?d?|led to|leads to|brings?|brought|drives?|drove|lifts?|lifted|improves?d?|increases?d?|boosts?"
    r"|boosted|helps?|helped|thanks to|due to|results? in|made)\b"
)
MAY_SAY_MOVED = {Basis.STRONG, Basis.PILOT_MOVED, Basis.PILOT_LITTLE, Basis.PILOT_AGAINST}
HARMLESS = ("“no sign that it helps”", "“helping”")  # names of verdicts
NAMES = ("First meetings requested", "Early-stage conversations started", "Second stakeholder invited")
AMONG = "among 38 sellers of the whole organisation"
SHARED = Among(38, 52, date(2026, 10, 4))


def without_verdicts(text: str) -> str:
    for words in HARMLESS:
        text = text.replace(words, "")
    return text


def claim(basis: Basis, size: Span | None = None, name: str = NAMES[0], role: str = "") -> Claim:
    return Claim(
        activity=name,
        basis=basis,
        among=replace(SHARED, role=role),
        objective="Meetings held" if basis in DECIDED else "",
        size=size,
        dose=Span(2.0, 2.5),
        weeks_needed=6,
        worth=0.1,
    )


def told(
    one: Claim, executed: Executed | None = None, changes: Changes | None = None, key: str = "activity-1"
) -> ActivityStory:
    return ActivityStory(key, one.activity, "Meetings held", [one], executed, changes)


def said_of(many: list[ActivityStory]) -> str:
    """The paragraph over some activities, without signs."""
    parts = [worked(many), changed(many, None, "Q3 2026"), stopped(many, "Q3 2026")]
    cards = {card.key: card for part in parts for card in part.cards}
    return " ".join(one.sentence for one in paragraph("Q4 2026.", many, cards, []))


SIZES = {"up": Span(0.04, 0.16), "either": Span(-0.03, 0.12), "down": Span(-0.12, -0.02), "unknown": None}
HOW_MANY = {"hidden": None, "none": Executed(0, 9, 0), "some": Executed(4, 9, 2), "all": Executed(9, 9, 0)}
# What each basis says first, whatever else is known.
EXPECTED = {
    Basis.PILOT_MOVED: "A pilot drawn by lot showed that “First meetings requested” moved “Meetings held”",
    Basis.PILOT_LITTLE: "A pilot drawn by lot showed that “First meetings requested” moved “Meetings held”, by less",
    Basis.PILOT_AGAINST: (
        "A pilot drawn by lot showed that “First meetings requested” moved “Meetings held” the wrong way"
    ),
    Basis.PILOT_NOTHING: "A pilot drawn by lot saw no change of “Meetings held”",
    Basis.STRONG: f"“First meetings requested” moved deals on, as far as records tell, {AMONG}",
    Basis.SUGGESTIVE: f"“First meetings requested” goes with deals moving on sooner, not surely, {AMONG}",
    Basis.NONE: f"No sign that “First meetings requested” goes with deals moving on sooner, {AMONG}",
    Basis.EXPERIMENT_NEEDED: (
        "Cannot tell of “First meetings requested”, because it goes with deals that were going well already, among 38"
    ),
    Basis.CANNOT_TELL: (
        f"Cannot tell yet of “First meetings requested”, because too little of it is recorded {AMONG}, in "
        "52 weeks up to 4 Oct; about 6 more weeks at this volume."
    ),
}


@pytest.mark.parametrize(("basis", "direction", "executed"), list(product(Basis, SIZES, HOW_MANY)))
def test_each_combination_says_what_its_basis_allows(basis: Basis, direction: str, executed: str) -> None:
    one = claim(basis, SIZES[direction])
    sentences = claim_sentences(one)
    assert sentences[0].startswith(EXPECTED[basis])
    whole, said = " ".join(sentences), said_of([told(one, HOW_MANY[executed])])
    for text in (whole, said):
        assert bool(search(CAUSAL, without_verdicts(text))) <= (basis in MAY_SAY_MOVED), text
    is_pattern = basis in {Basis.STRONG, Basis.SUGGESTIVE}
    assert ("pattern, not an experiment" in whole.lower()) == is_pattern
    if basis is Basis.STRONG:
        # What nobody here does has moved nothing here.
        assert ("moved" in said) == (executed != "none")
        assert ("of 9 sellers here who have it 0 execute it" in said) == (executed == "none")
    if basis in DID_NOT_WORK:
        assert stopped([told(one)], "Q3 2026").cards
        assert "Nothing was found not to work" not in said
    if direction in {"either", "down"} and is_pattern:
        assert "less often" in whole


sizes = st.one_of(
    st.none(), st.tuples(st.floats(-0.9, 3), st.floats(-0.9, 3)).map(lambda ends: Span(min(ends), max(ends)))
)
claims = st.builds(
    Claim,
    activity=st.sampled_from(NAMES),
    basis=st.sampled_from(list(Basis)),
    among=st.one_of(
        st.none(),
        st.builds(
            Among, st.integers(5, 900), st.integers(1, 150), st.just(date(2026, 10, 4)),
            st.sampled_from(("", "Field seller", "Account executive")),
        ),
    ),
    objective=st.just("Meetings held"),
    is_on_accounts=st.booleans(),
    size=sizes,
    dose=st.one_of(st.none(), st.builds(Span, st.floats(0.01, 9), st.floats(0.01, 12))),
    weeks_needed=st.one_of(st.none(), st.integers(1, 200)),
    is_bundled=st.booleans(),
    worth=st.floats(0.01, 0.9),
)  # fmt: skip
executes = st.one_of(
    st.none(),
    st.integers(5, 40).flatmap(lambda of: st.builds(Executed, st.integers(0, of), st.just(of), st.integers(0, of))),
)


@st.composite
def all_changes(draw: st.DrawFn) -> Changes:
    counts = [draw(st.integers(0, 9)) for _ in range(5)]
    had = draw(st.integers(0, 30))
    return Changes(
        sum(counts), *counts,
        kept_helping=draw(st.integers(0, counts[0])), stopped_no_sign=draw(st.integers(0, counts[3] + counts[4])),
        had_it=had, begun=draw(st.integers(0, had)), ended=draw(st.integers(0, had)),
    )  # fmt: skip


@st.composite
def many_told(draw: st.DrawFn) -> list[ActivityStory]:
    found = []
    for number, name in enumerate(draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))):
        own = [replace(one, activity=name) for one in draw(st.lists(claims, min_size=1, max_size=3))]
        order = list(Basis)
        own.sort(key=lambda one: order.index(one.basis))
        changes = draw(st.one_of(st.none(), all_changes()))
        found.append(
            ActivityStory(
                f"activity-{number}", name, draw(st.sampled_from(("", "Meetings held"))), own, draw(executes), changes
            )
        )
    return found


@given(many=many_told())
def test_no_causal_word_without_a_strong_grade_or_a_decided_pilot(many: list[ActivityStory]) -> None:
    allowed = {claim.activity for one in many for claim in one.claims if claim.basis in MAY_SAY_MOVED}
    parts = [worked(many), changed(many, None, "Q3 2026"), stopped(many, "Q3 2026")]
    sentences = [line for part in parts for card in part.cards for line in card.lines]
    sentences += [one + "." for one in said_of(many).split(". ")]
    for sentence in sentences:
        if search(CAUSAL, without_verdicts(sentence)):
            named = {name for name in NAMES if f"“{name}”" in sentence}
            assert named, sentence
            assert named <= allowed, sentence


@given(many=many_told())
def test_the_paragraph_claims_of_no_activity_more_than_its_surest_basis(many: list[ActivityStory]) -> None:
    said = said_of(many)
    assert said.endswith(NO_AMOUNT)
    for sentence in split(r"(?<=[.])\s", said):
        for one in (one for one in many if f"“{one.activity}”" in sentence):
            if " moved " in sentence:
                assert one.best.basis in MAY_SAY_MOVED
            if "goes with" in sentence or "go with" in sentence:
                assert one.best.basis is Basis.SUGGESTIVE
    worked_of = [one for one in many if one.best.basis in {Basis.PILOT_MOVED, Basis.STRONG, Basis.SUGGESTIVE}]
    if worked_of:  # what did not work stands beside what did
        assert search(
            r"No sign|stopped it|Nothing was found not to work|the wrong way|by less than|saw no change", said
        )


@given(many=many_told())
def test_no_number_without_what_it_is_out_of(many: list[ActivityStory]) -> None:
    parts = [worked(many), changed(many, None, "the quarter"), stopped(many, "the quarter")]
    for line in (line for part in parts for card in part.cards for line in card.lines):
        if "%" in line:
            assert "than now" in line or "of today’s" in line, line
        if "sellers" in line:
            assert (
                search(r"\d+ of \d+ sellers|[Oo]f \d+ sellers|among \d+ sellers", line) or "fewer than five" in line
            ), line
        for count, of in findall(r"\b(\d+) of (?:the )?(\d+)", line):
            assert int(count) <= int(of), line
        for group in findall(r"among [^,]*", line):
            assert search(r"\d+ sellers", group), line
            assert search(r"in \d+ weeks? up to 4 Oct", line), line


def test_a_range_that_rounds_to_nothing_is_little_and_not_nothing() -> None:
    said = " ".join(claim_sentences(claim(Basis.STRONG, Span(0.001, 0.004))))
    assert "could come less than 1% more often than now, which is little, with" in said
    said = " ".join(claim_sentences(claim(Basis.STRONG, Span(0.001, 0.02))))
    assert "anywhere from less than 1% more often to 2% more often than now" in said


def test_what_would_take_years_is_for_a_pilot() -> None:
    late = replace(claim(Basis.CANNOT_TELL), weeks_needed=141)
    [said] = claim_sentences(late)
    assert "141" not in said
    assert said.endswith("it would take more than a year; a pilot can tell.")
