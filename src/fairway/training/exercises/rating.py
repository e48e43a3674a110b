"""Rate samples by criteria on one scale, and see how far one agrees with the key beyond chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairway.studio.quality.alike import linear_weights
from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.agreement import Agreement, agreement_of, in_words
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered

LEAST_KAPPA = 0.6  # where a file states no other
FIELD = "on_"  # before the key of a criterion, in what a form sends


@dataclass(frozen=True, slots=True)
class Rated:
    """One criterion of one sample: what was given, and the key. Places of the scale, 0 the worst."""

    name: str
    given: int
    key: int
    because: str

    @property
    def apart(self) -> int:
        return abs(self.given - self.key)


@dataclass(frozen=True, slots=True)
class RatedSample:
    title: str
    text: str
    ratings: Sequence[Rated]


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """How ratings of one criterion went. `lean`: steps above the key on average, below it negative."""

    name: str
    count: int
    alike: int
    near: int
    lean: float

    @property
    def words(self) -> str:
        """In which direction one leans, where it is a third of a step or more."""
        if abs(self.lean) < 1 / 3:
            return "No lean to either side."
        side = "higher" if self.lean > 0 else "lower"
        return f"You rate {abs(self.lean):.1f} steps {side} than the key on average: read its reasons again."


@dataclass(frozen=True, slots=True)
class RatingPage:
    """The sample to rate now, what was rated, the newest first, and at the end how it agrees."""

    number: int
    total: int
    sample: Mapping[str, Any] | None
    criteria: Mapping[str, str]  # by the field of the form
    scale: Sequence[str]
    rated: Sequence[RatedSample]
    agreement: Agreement | None
    lines: Sequence[CriterionLine]


class Rating:
    """`criteria` by key; `scale` from the worst to the best; `samples`: title, text, ratings (places), because."""

    def problems(self, exercise: Exercise) -> list[str]:
        criteria, scale = exercise.content.get("criteria", {}), exercise.content.get("scale", ())
        found = [] if criteria and len(scale) > 1 else ["State criteria, and a scale of two steps at least."]
        for sample in exercise.content.get("samples", ()):
            for name in criteria:
                place = sample.get("ratings", {}).get(name)
                if not isinstance(place, int) or not 0 <= place < len(scale):
                    found.append(f"{sample.get('title')}: {name} needs a place of the scale, from 0.")
                if not sample.get("because", {}).get(name):
                    found.append(f"{sample.get('title')}: say why, of {name}.")
            if not sample.get("title") or not sample.get("text"):
                found.append(f"{sample.get('title')}: give it a title and a text.")
        return found or ([] if exercise.content.get("samples") else ["There is nothing to rate."])

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        many = len(exercise.content["scale"])
        ratings = {}
        for name, words in exercise.content["criteria"].items():
            place = given.get(FIELD + name, "")
            if not place.isdecimal() or int(place) >= many:
                raise Unanswered(FIELD + name, f"Rate this too: {words}")
            ratings[name] = int(place)
        return {"ratings": ratings}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        if len(attempt.answers) < len(exercise.content["samples"]):
            return None
        agreement = _agreement(exercise, _rated(exercise, attempt))
        least = float(exercise.passes.get("kappa", LEAST_KAPPA))
        words = (
            f"{agreement.alike} of {agreement.count} ratings exactly as in the key, {agreement.near} within one step; "
            f"needs {in_words(least)} or more beyond chance, and it is {agreement.words}"
        )
        return Outcome(max(0.0, agreement.beyond_chance), agreement.beyond_chance >= least, words)

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> RatingPage:
        samples, rated = exercise.content["samples"], _rated(exercise, attempt)
        is_over = len(rated) >= len(samples)
        return RatingPage(
            len(rated) + 1,
            len(samples),
            None if is_over else samples[len(rated)],
            {FIELD + name: words for name, words in exercise.content["criteria"].items()},
            exercise.content["scale"],
            list(reversed(rated)),
            _agreement(exercise, rated) if is_over else None,
            _lines(rated) if is_over else (),
        )

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return 1


def _rated(exercise: Exercise, attempt: AttemptFacts) -> list[RatedSample]:
    return [
        RatedSample(
            sample["title"],
            sample["text"],
            [
                Rated(words, answer["ratings"][name], sample["ratings"][name], sample["because"][name])
                for name, words in exercise.content["criteria"].items()
            ],
        )
        for sample, answer in zip(exercise.content["samples"], attempt.answers, strict=False)
    ]


def _agreement(exercise: Exercise, rated: Sequence[RatedSample]) -> Agreement:
    """Over all criteria of all samples, by linear weights."""
    many = len(exercise.content["scale"])
    pairs = [(one.given, one.key) for sample in rated for one in sample.ratings]
    return agreement_of(pairs, range(many), linear_weights(many))


def _lines(rated: Sequence[RatedSample]) -> list[CriterionLine]:
    found = []
    for ratings in zip(*(sample.ratings for sample in rated), strict=True):
        apart = [one.apart for one in ratings]
        lean = sum(one.given - one.key for one in ratings) / len(ratings)
        near = sum(steps <= 1 for steps in apart)
        found.append(CriterionLine(ratings[0].name, len(ratings), apart.count(0), near, lean))
    return found
