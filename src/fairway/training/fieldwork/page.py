"""Pages of field assignments: one's own, and those of managers who report to the viewer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.people.queries import direct_managers, names_of
from fairway.people.types import PersonFacts
from fairway.training.certifying.queries import led_over, newest_certificates, standings_by, weeks_counted
from fairway.training.certifying.rules import requirements
from fairway.training.certifying.types import CertificateFacts, Requirement
from fairway.training.curriculum.reading import curriculum, modules_of
from fairway.training.curriculum.types import Module, Track
from fairway.training.fieldwork.queries import assignment_of, assignments_of, evidence_found
from fairway.training.fieldwork.types import CERTIFICATION, LONGEST, Answer, AssignmentFacts, Found, asked_for
from fairway.training.fieldwork.work import WorkSums, work_sums
from fairway.training.progress.queries import standings_of
from fairway.web.words import first_name, join_names, plural, spelled


@dataclass(frozen=True, slots=True)
class OwnAssignment:
    """One's own assignment of a module. `read_by` names whoever will read it, empty where nobody leads the viewer;
    `answered_by` whoever did.
    """

    facts: AssignmentFacts | None
    found: Found | None
    read_by: str
    answered_by: str
    module: Module

    @property
    def asked_for(self) -> str:
        """What records are looked through for, before it is taken."""
        return asked_for(self.module.evidence, max(self.module.needs, 1)) if self.module.evidence else ""

    @property
    def can_hand_in(self) -> bool:
        return self.facts is not None and (not self.facts.is_done or self.module.key == CERTIFICATION)

    @property
    def longest(self) -> int:
        return LONGEST


def own_assignment(person_key: int, module: Module, on: date) -> OwnAssignment:
    facts = assignment_of(person_key, module.key)
    leading = direct_managers(person_key, on) - {person_key}
    names = names_of(leading | ({facts.read_by} if facts and facts.read_by else set()))
    return OwnAssignment(
        facts=facts,
        found=evidence_found(person_key, module, facts.taken_on, on) if facts else None,
        read_by=join_names(sorted(names[key] for key in leading)),
        answered_by=names.get(facts.read_by or 0, "") if facts else "",
        module=module,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of assignments somebody should know of at first: `again` and `asked` by module key and title, of their own;
    `to_read`: how many of managers who report to them wait.
    """

    again: Sequence[tuple[str, str]]
    asked: Sequence[tuple[str, str]]
    to_read: int


def waiting_for(person_key: int, led: Collection[int]) -> Waiting:
    """In one statement."""
    found, known = assignments_of({person_key, *led}), curriculum()
    own = [(one, known[one.module]) for one in found[person_key].values() if one.module in known]
    return Waiting(
        again=[(module.key, module.title) for one, module in own if one.answer is Answer.AGAIN],
        asked=[(module.key, module.title) for one, module in own if one.waits],
        to_read=sum(one.waits for key in led if key != person_key for one in found[key].values()),
    )


@dataclass(frozen=True, slots=True)
class PersonLine:
    """How far one manager is."""

    person: PersonFacts
    done: int
    total: int
    assignments: Sequence[AssignmentFacts]
    certificate: CertificateFacts | None
    on: date

    @property
    def waiting(self) -> int:
        return sum(one.waits for one in self.assignments)

    @property
    def answered(self) -> int:
        return sum(one.is_done for one in self.assignments)

    @property
    def is_certified(self) -> bool:
        return self.certificate is not None and self.certificate.holds_on(self.on)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`led`: managers who report to the viewer; `others`: everybody else, for operations."""

    led: Sequence[PersonLine]
    others: Sequence[PersonLine]

    @property
    def headline(self) -> str:
        waiting = sum(line.waiting for line in self.led)
        if waiting:
            return "An assignment waits for you" if waiting == 1 else f"{plural(waiting, 'assignment')} wait for you"
        if self.led:
            return "Managers who report to you, and their training"
        return "How far managers are in training" if self.others else "Nobody to look after here"


def people_page(led: Collection[PersonFacts], others: Collection[PersonFacts], on: date) -> PeoplePage:
    everybody = [*led, *others]
    keys = [one.key for one in everybody]
    standings, handed_in, certificates = standings_of(keys), assignments_of(keys), newest_certificates(keys)
    modules = modules_of(Track.MANAGERS)
    lines = {
        one.key: PersonLine(
            person=one,
            done=sum(standings[one.key].is_done(module) for module in modules),
            total=len(modules),
            assignments=list(handed_in[one.key].values()),
            certificate=certificates.get(one.key),
            on=on,
        )
        for one in everybody
    }
    return PeoplePage([lines[one.key] for one in led], [lines[one.key] for one in others])


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One assignment as whoever leads its writer reads it."""

    facts: AssignmentFacts
    title: str
    found: Found | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One manager, for whoever leads them directly. Of sellers nothing is named: sums alone."""

    line: PersonLine
    assignments: Sequence[HandedIn]
    taken: Sequence[HandedIn]
    requirements: Sequence[Requirement]
    work: WorkSums

    @property
    def waiting(self) -> Sequence[HandedIn]:
        return [one for one in self.assignments if one.facts.waits]

    @property
    def answered(self) -> Sequence[HandedIn]:
        return [one for one in self.assignments if not one.facts.waits]

    @property
    def headline(self) -> str:
        who = first_name(self.line.person.name)
        if not self.waiting:
            return f"Nothing of {who} waits for you"
        one = len(self.waiting) == 1
        return f"An assignment of {who} waits" if one else f"{spelled(len(self.waiting))} assignments of {who} wait"


def person_page(person: PersonFacts, account_key: int | None, on: date) -> PersonPage:
    line = people_page([person], [], on).led[0]
    known: Mapping[str, Module] = curriculum()
    read = [
        HandedIn(one, known[one.module].title, evidence_found(person.key, known[one.module], one.taken_on, on))
        for one in reversed(line.assignments)
        if one.module in known
    ]
    standings = standings_by(led_over([person.key], weeks_counted(on), on))
    return PersonPage(
        line=line,
        assignments=[one for one in read if one.facts.handed_in_on is not None],
        taken=[one for one in read if one.facts.handed_in_on is None],
        requirements=[one.for_others() for one in requirements(standings[person.key])],
        work=work_sums(account_key),
    )
