"""The page that sorts a dashboard: names to classes, what to use instead, and which names lack one word."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from fairway.metrics.classing import Verdict, classify
from fairway.metrics.types import Definition, MetricClass
from fairway.studio.asking_back import Question, question_about
from fairway.studio.treasure_map import acts_in, objectives_in, treasure_map

MOST_NAMES = 500
LONGEST_NAME, LONGEST_DEFINITION = 200, 1_000
MOST_SWAPS = 8
DIRECT = 2  # how directly an act has to move an objective to be used instead of it
SURE, LIKELY = 0.84, 0.6
SURVEY = {MetricClass.ACTIVITY: 17, MetricClass.OBJECTIVE: 59, MetricClass.RESULT: 24}  # per cent of 306 metrics
PLAIN_VOLUME = "A01"  # what to use instead of a bare count of calls or e-mails
USES = {
    MetricClass.OBJECTIVE: "Watch beside an HIA",
    MetricClass.RESULT: "Leadership page, monthly",
    MetricClass.ACTIVITY: "Not as an HIA",
}


class TooMuch(ValueError):
    """More names, or longer ones, than the page takes."""


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    definition: str = ""

    @property
    def key(self) -> str:
        """Stands for the name in the form, whatever else is on the list."""
        return f"{crc32(f'{self.text} {self.definition}'.encode()):08x}"


@dataclass(frozen=True, slots=True)
class SortedName:
    name: Name
    verdict: Verdict
    question: Question | None  # None where nothing is open
    answer: str = ""  # the word chosen on the page

    @property
    def how_sure(self) -> str:
        """sure, likely or not_sure."""
        if self.question:
            return "not_sure"
        return (
            "sure" if self.verdict.confidence >= SURE else "likely" if self.verdict.confidence >= LIKELY else "not_sure"
        )

    @property
    def use(self) -> str:
        if self.verdict.can_be_hia:
            return "Can be a manager's HIA" if self.verdict.owner == "manager" else "Can be an HIA"
        return USES[self.verdict.metric_class]


@dataclass(frozen=True, slots=True)
class Swap:
    """One name to drop or only to watch, with the act to use instead, where there is one."""

    name: str
    is_dropped: bool
    reason: str
    instead: str  # empty where nothing has to replace it
    because: str


@dataclass(frozen=True, slots=True)
class SortedPage:
    names: tuple[SortedName, ...]
    swaps: tuple[Swap, ...]

    @property
    def total(self) -> int:
        return len(self.names)

    @property
    def open_names(self) -> list[SortedName]:
        return [one for one in self.names if one.question and not one.answer]

    def of(self, metric_class: str) -> list[SortedName]:
        return [one for one in self.names if one.verdict.metric_class == metric_class and one not in self.open_names]

    @property
    def manageable(self) -> list[SortedName]:
        return self.of(MetricClass.ACTIVITY)

    @property
    def selectable(self) -> int:
        return sum(one.verdict.can_be_hia for one in self.manageable)


def names_from(lines: str) -> list[Name]:
    """One name a line, with its definition behind a tab. Empty lines and repeated ones are passed over.

    TooMuch when there are more than the page takes.
    """
    rows = (line.split("\t", 1) for line in lines.splitlines())
    names = list(dict.fromkeys(Name(*(cell.strip() for cell in row)) for row in rows if row[0].strip()))
    return checked(names)


def checked(names: list[Name]) -> list[Name]:
    """The names, if they are as many and as long as the page takes; TooMuch says which is not."""
    if len(names) > MOST_NAMES:
        raise TooMuch(
            f"That is {len(names):,} names; the page takes {MOST_NAMES}. `fairway classify` takes any number."
        )
    for place, name in enumerate(names, start=1):
        if len(name.text) > LONGEST_NAME or len(name.definition) > LONGEST_DEFINITION:
            raise TooMuch(
                f"Name {place}, “{name.text[:40]}…”, is too long: a name has at most {LONGEST_NAME} letters, a"
                f" definition {LONGEST_DEFINITION:,}."
            )
    return names


def sorted_page(names: Sequence[Name], answers: Mapping[str, str], catalogue: Iterable[Definition]) -> SortedPage:
    """All names sorted. `answers` holds the words chosen on the page, by a name's key."""
    found = tuple(_sorted(name, answers.get(name.key, "")) for name in names)
    acts = {one.catalogue_id: one for one in catalogue if one.can_be_hia and one.catalogue_id}
    return SortedPage(found, _swaps(found, acts))


def headline(page: SortedPage) -> str:
    count = len(page.manageable)
    return f"{count or 'None'} of {page.total} {'metric' if page.total == 1 else 'metrics'} can be managed"


def _sorted(name: Name, answer: str) -> SortedName:
    verdict = classify(name.text, name.definition)
    question = None if name.definition else question_about(name.text, verdict)
    if question is None or answer not in question.meanings:
        return SortedName(name, verdict, question)
    return SortedName(name, classify(name.text, question.meanings[answer]), question, answer)


def _swaps(found: Sequence[SortedName], acts: Mapping[str, Definition]) -> tuple[Swap, ...]:
    made: list[Swap] = []
    taken: Counter[str] = Counter()
    for one in found:
        if one.verdict.can_be_hia or (one.question and not one.answer):
            continue
        act = _instead(one, acts, taken)
        if act is None and one.verdict.metric_class is MetricClass.OBJECTIVE:
            continue  # stands where it stands; nothing better is known to do about it
        if act is not None:
            taken[act.key] += 1
        made.append(_swap(one, act))
    # What has something to use instead comes first; a list of nothings helps nobody.
    return tuple(sorted(made, key=lambda swap: not swap.instead)[:MOST_SWAPS])


def _instead(one: SortedName, acts: Mapping[str, Definition], taken: Counter[str]) -> Definition | None:
    """The act of the catalogue that moves what the name measures, by the treasure map; the one offered least so far."""
    text = f"{one.name.text} {one.name.definition}"
    if one.verdict.metric_class is MetricClass.ACTIVITY:
        if one.verdict.is_good_order:
            return None
        ids = [act.catalogue_id for act in acts_in(text)] + [PLAIN_VOLUME]
    else:
        aims = [objective.key for objective in objectives_in(text)[:1]]
        every = treasure_map().acts.values()
        moving = [act for act in every if aims and act.moves.get(aims[0], 0) >= DIRECT]
        ids = [act.catalogue_id for act in sorted(moving, key=lambda act: -act.moves[aims[0]])]
    known = [acts[key] for key in ids if key in acts]
    return min(known, key=lambda act: taken[act.key], default=None)


def _swap(one: SortedName, act: Definition | None) -> Swap:
    verdict = one.verdict
    if verdict.metric_class is MetricClass.OBJECTIVE:
        reason, because = "an objective: watch it, do not chase it", f"{one.name.text} stands beside it"
    elif verdict.metric_class is MetricClass.RESULT:
        reason, because = "a result: drop it from the 1:1", "stays on the leadership page"
    elif verdict.is_good_order:
        reason, because = "good order: no topic for a 1:1", "operations can watch it"
    else:
        reason, because = "raw volume: drop it", "for a group of customers you name"
    is_dropped = verdict.metric_class is not MetricClass.OBJECTIVE
    if act is None:
        return Swap(one.name.text, is_dropped, reason, "", because)
    return Swap(one.name.text, is_dropped, reason, act.name, act.why or because)
