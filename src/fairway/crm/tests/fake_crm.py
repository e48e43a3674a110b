"""A CRM in the test's own process that keeps the promise of a Writer, and fails as it is told to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from fairway.crm.errors import Rejected
from fairway.exchange.actions import connect_source
from fairway.exchange.outbox.types import Task
from fairway.exchange.types import SourceFacts

NAME = KIND = "fake"
PLACE = f"{__name__}:open_fake"
MONDAY = datetime(2026, 6, 8, 9, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Held:
    """A task the CRM holds."""

    native_id: str
    task: Task
    state: str = "open"  # open, done, removed


@dataclass
class FakeCrm:
    """`before` is raised in front of the next calls, `after` once they were carried out: the answer got lost."""

    held: dict[str, Held] = field(default_factory=dict)  # by token
    before: list[Exception] = field(default_factory=list)
    after: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None  # done while the CRM works

    def put_task(self, task: Task, *, token: str, native_id: str) -> str:
        self._begin("put")
        before = self.held.get(token)
        if native_id and (before is None or before.state != "open"):
            raise Rejected("it is closed there")
        if before is None:
            self.held[token] = Held(f"t{len(self.held) + 1}", task)
        elif before.state == "open":
            self.held[token] = replace(before, task=task)
        self._end()
        return self.held[token].native_id

    def close_task(self, *, token: str, native_id: str, is_done: bool) -> str:
        self._begin("done" if is_done else "remove")
        before = self.held.get(token)
        if before is not None and before.state == "open":
            self.held[token] = replace(before, state="done" if is_done else "removed")
        self._end()
        return before.native_id if before else ""

    def _begin(self, what: str) -> None:
        self.asked.append(what)
        self.meanwhile()
        if self.before:
            raise self.before.pop(0)

    def _end(self) -> None:
        if self.after:
            raise self.after.pop(0)

    @property
    def open_subjects(self) -> list[str]:
        return sorted(one.task.subject for one in self.held.values() if one.state == "open")


CRM = [FakeCrm()]


def open_fake(_source: SourceFacts, secret: str) -> FakeCrm:
    CRM[0].secrets.append(secret)
    return CRM[0]


def connected(*, writes: object = True, **more: object) -> None:
    """The fake as a connected source."""
    connect_source(name=NAME, kind=KIND, settings={"writes": writes, **more}, secret="key")


def task(subject: str = "Send the offer", **more: object) -> Task:
    return Task(**{"subject": subject, "due_on": date(2026, 6, 12), "owner": "u7", **more})  # type: ignore[arg-type]
