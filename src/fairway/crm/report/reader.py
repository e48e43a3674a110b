"""The report closet's door: inspects uploads, and reads them as a source like any other."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from fairway.crm.errors import Terminal
from fairway.crm.report.batching import batches_of
from fairway.crm.report.inspecting import inspection_of
from fairway.crm.report.people import People, Spelling, named_manager
from fairway.crm.report.reading import Reading
from fairway.crm.report.survey import Survey, surveying
from fairway.crm.report.telling import Progress, Steps, to_the_end
from fairway.crm.report.understanding import Understanding, understand, understanding
from fairway.crm.report.who_is_who import who_is_who
from fairway.exchange.intake import Answers, Inspection, PersonAnswer, Told, Unreadable, tell_nobody
from fairway.exchange.types import Batch, Check, Reader, SourceFacts

SIGN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Surveyed:
    """An upload after one pass: plans, counts, people."""

    understood: Understanding
    found: Survey
    people: People


class Reports:
    """A `ReportReader` for tables of any origin."""

    def inspect(self, paths: Sequence[Path], answers: Answers, told: Told = tell_nobody) -> Inspection:
        """What is in the files, as the set-up page shows it. Unreadable when none of them holds a table."""
        started = monotonic()
        progress = Progress(told)
        progress.begin(paths)
        done = to_the_end(_surveying(paths, answers), progress)
        return inspection_of(done.understood, done.found, done.people, answers, started)

    def batches(self, paths: Sequence[Path], answers: Answers) -> Iterator[Batch]:
        """Canonical rows with everything that could not become one. Unreadable when no file holds a table."""
        done = yield from _signs_of_life(_surveying(paths, answers))
        listed = [person for lookup in done.understood.lookups for person in lookup.people]
        again = Reading(done.understood.plans, listed, done.understood.policy, answers)
        yield from batches_of(done.understood, done.found, done.people, again, answers)


def _signs_of_life(steps: Steps[Surveyed]) -> Generator[Batch, None, Surveyed]:
    """A batch without rows every second while files are looked through, so that whoever pulls knows it goes on."""
    last = monotonic()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Surveyed = end.value
            return result
        if monotonic() - last >= SIGN_SECONDS:
            last = monotonic()
            yield Batch("activities")


def _surveying(paths: Sequence[Path], answers: Answers) -> Steps[Surveyed]:
    answers = replace(answers, people={**answers.people, **_people_said(answers)})
    understood = yield from understanding(paths, answers)
    if not understood.plans and not understood.lookups:
        first = understood.unread[0] if understood.unread else None
        raise Unreadable(
            f"{first.name}: {first.problem}" if first else "no file was given",
            first.advice if first else "Upload a report.",
        )
    listed = [person for lookup in understood.lookups for person in lookup.people]
    found = yield from surveying(Reading(understood.plans, listed, understood.policy, answers), understood.policy.today)
    counted: dict[Spelling, int] = dict(found.sellers)
    for managers in found.managers.values():
        counted.setdefault(Spelling(name=managers.most_common(1)[0][0]), 0)
    for named in filter(None, (named_manager(person) for person in listed)):
        counted.setdefault(named, 0)
    return Surveyed(understood, found, who_is_who(counted, listed, answers.people, answers.known))


def _people_said(answers: Answers) -> dict[str, PersonAnswer]:
    """Answers to "Who is ...?" as what they say about a spelling."""
    said = {
        key.removeprefix("person:"): option for key, option in answers.questions.items() if key.startswith("person:")
    }
    return {
        shown: PersonAnswer(is_alone=True) if option == "alone" else PersonAnswer(is_person=option)
        for shown, option in said.items()
        if shown not in answers.people
    }


@dataclass(slots=True)
class ReportSource:
    """Uploaded files as a source: read from beginning to end every time, which changes nothing that is already
    there.
    """

    paths: Sequence[Path]
    answers: Answers
    shows_only_the_present: bool = True  # a manager or team in a report is today's
    states_stage_history: bool = True  # stubs of opportunities must not look like stage changes

    def check(self) -> Sequence[Check]:
        """Whether each file is still there and holds a table, without loading it."""
        checks = []
        for path in self.paths:
            try:
                found = understand([path], self.answers)
            except ValueError as error:
                return [
                    Check(
                        "answers", False, str(error), disables="everything", advice="Go through the set-up page again."
                    )
                ]
            unread = next(iter(found.unread), None)
            problem = unread.problem if unread else ""
            checks.append(
                Check(
                    path.name,
                    not problem,
                    problem or "holds a table",
                    disables=path.name if problem else "",
                    advice=unread.advice if unread else "",
                )
            )
        return checks

    def link(self, table: str, native_id: str) -> str | None:
        """A report has no pages."""
        return None

    def pull(self, positions: Mapping[str, Mapping[str, object]], *, is_full: bool) -> Iterator[Batch]:
        """Everything in the files. Terminal when none can be read or an answer makes no sense."""
        try:
            yield from Reports().batches(self.paths, self.answers)
        except Unreadable as problem:
            raise Terminal(problem.reason, advice=problem.advice) from problem
        except ValueError as error:
            raise Terminal(str(error), advice="Go through the set-up page again and correct the answer.") from error


def open_report(source: SourceFacts, _secret: str) -> Reader:
    """The reader of uploaded files; settings hold `paths` and `answers` (see exchange/intake.py). Terminal
    when they do not.
    """
    paths, answers = source.settings.get("paths"), source.settings.get("answers") or {}
    if not isinstance(paths, Sequence) or isinstance(paths, str) or not paths or not isinstance(answers, Mapping):
        raise Terminal("the source names no files", advice="Upload the report again on the set-up page.")
    try:
        return ReportSource([Path(str(path)) for path in paths], Answers.from_json(answers))
    except (ValueError, TypeError) as error:
        raise Terminal(str(error), advice="Go through the set-up page again and correct the answer.") from error
