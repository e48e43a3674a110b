"""The demonstration's past of training: modules some managers have done, and questions that came back to them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from fairway.crm.demo import training as said
from fairway.execution.queries import today
from fairway.people.queries import direct_managers, everyone_on
from fairway.simulation.draws import stream
from fairway.training.curriculum.reading import modules_of
from fairway.training.curriculum.types import Module, Track
from fairway.training.progress.actions.bringing import bring_training
from fairway.training.progress.past import PastAssignment, PastPart, PastRecall, PastTraining

WEEK, DAY = timedelta(days=7), timedelta(days=1)
ROUND_EVERY = timedelta(days=7)
A_ROUND = 4  # questions


def bring_learning(seed: int) -> int:
    """Store it up to yesterday, the same for the same seed, people and day. Returns how many people have begun."""
    on = today()
    people = {one.name: one.key for one in everyone_on(on)}
    tracks = []
    for name, (done, is_begun) in said.DONE.items():
        if name in people:
            track = _track(people[name], modules_of(Track.MANAGERS), done, is_begun, stream(seed, "training", name))
            tracks.append(replace(track, assignments=_assignments(name, track)))
    if tracks:
        bring_training(tracks)
    return len(tracks)


def _track(key: int, modules: list[Module], done: int, is_begun: bool, rng: np.random.Generator) -> PastTraining:
    on = today()
    began_on = on - said.WEEKS_BACK * WEEK
    pace = (said.WEEKS_BACK - 1) * WEEK / max(done, 1)
    parts: list[PastPart] = []
    for place, module in enumerate(modules[:done]):
        parts += _done(module, began_on + place * pace, len(module.parts))
    if is_begun and done < len(modules):
        parts += _done(modules[done], on - 5 * DAY, 2)
    recalls = list(_recalls(modules[:done], began_on, pace, rng))
    return PastTraining(key, Track.MANAGERS, began_on, parts, recalls)


def _assignments(name: str, track: PastTraining) -> list[PastAssignment]:
    """A week after its lesson each; whoever leads the writer today has read them, where words are there to it."""
    leading = sorted(direct_managers(track.person_key, today()) - {track.person_key})
    read_on = {part.module: part.done_at.date() for part in track.parts if part.part == "lesson"}
    found = []
    for module, (text, answer) in said.HANDED_IN.get(name, {}).items():
        if module in read_on:
            handed_in_on = min(read_on[module] + WEEK, today() - 3 * DAY)
            given = PastAssignment(module, min(read_on[module] + DAY, handed_in_on), handed_in_on, text)
            if answer and leading:
                given = replace(given, read_by=leading[0], read_on=handed_in_on + DAY, feedback=answer)
            found.append(given)
    return found


def _done(module: Module, from_on: date, many: int) -> list[PastPart]:
    """The first parts of a module, a day each."""
    return [
        PastPart(module.key, part.key, _at(from_on + place * DAY)) for place, part in enumerate(module.parts[:many])
    ]


def _recalls(modules: list[Module], began_on: date, pace: timedelta, rng: np.random.Generator) -> Iterator[PastRecall]:
    """A few questions each week of what had been read by then, up to last week."""
    rounds = int((today() - began_on) / ROUND_EVERY) - 1
    for number in range(1, rounds):
        day = began_on + number * ROUND_EVERY
        read = [one for place, module in enumerate(modules) if began_on + place * pace < day for one in module.recall]
        for place in sorted(rng.choice(len(read), size=min(A_ROUND, len(read)), replace=False)):
            yield PastRecall(read[place].key, bool(rng.random() < said.RIGHT), _at(day))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(8, 30), UTC)
