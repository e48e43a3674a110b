"""Which planned activities of many sellers fail a test that binds: for sets and sheets, where nobody opens a page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from fairway.metrics.queries import unclassed_words
from fairway.people.queries import managers_among
from fairway.people.types import PersonFacts
from fairway.studio.candidates import binding_answers
from fairway.studio.queries.ground import ground_of
from fairway.studio.queries.recorded import blind_shares, recorded_of, seen_of, tried_of
from fairway.studio.types import TestState

Planned = Mapping[int, Sequence[str]]  # metric keys by person


def failing_tests(people: Sequence[PersonFacts], planned: Planned, on: date) -> dict[tuple[int, str], str]:
    """Why, by person and metric, of those that fail. Those of one role share what is read for their role;
    managers, whose peers are managers, among themselves.
    """
    leading = managers_among([person.key for person in people], on)
    by_role: dict[tuple[str, bool], list[PersonFacts]] = defaultdict(list)
    for person in people:
        by_role[person.role.casefold(), person.key in leading].append(person)
    unclassed, found = unclassed_words(), dict[tuple[int, str], str]()
    for members in by_role.values():
        wanted = {key for person in members for key in planned.get(person.key, ())}
        shared = ground_of(members[0], on, only=wanted)
        recorded, tried = recorded_of(shared), tried_of(shared, wanted)
        seen_by = seen_of(recorded, shared.definitions, blind_shares(shared, [person.key for person in members]))
        for person in members:
            seen = seen_by[person.key]
            for key in planned.get(person.key, ()):
                definition = shared.definitions.get(key)
                if definition is None:
                    continue
                answers = binding_answers(definition, seen.get(key), tried.get(key), is_unclassed=key in unclassed)
                failed = [answer.reason for answer in answers if answer.state is TestState.NO]
                if failed:
                    found[person.key, key] = " ".join(failed)
    return found
