"""A small organisation whose managers train: Cleo over Lea over Mona with sellers, and Max with others."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

from django.test import Client

from fairway.coaching.models import Observation, Session
from fairway.commitments.models import Commitment
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine
from fairway.training.curriculum.types import ENGLISH, Module, Part, PartKind, Track
from fairway.training.models import Enrolment, FieldAssignment, Reached

ON = date(2026, 11, 27)  # a Friday; the newest closed week began 16 Nov
NEWEST = date(2026, 11, 16)
HIA = "second_stakeholders_invited"
RUBRIC = ("first", "voice", "why", "data", "practice", "promises")


class Office:
    """Clients of everybody, and words for what happened in weeks before the running one."""

    def __init__(self, sellers: int = 3) -> None:
        Organisation.objects.create(name="Works")
        self.keys: dict[str, int] = {}
        self.sellers = [f"s{number}" for number in range(sellers)]
        lines = [("lea", "cleo"), ("mona", "lea"), ("max", "lea"), ("tom", "max")]
        lines += [(seller, "mona") for seller in self.sellers]
        for who in ("cleo", "lea", "mona", "max", "tom", "olga", *self.sellers):
            person = Person.objects.create(
                name=f"{who.title()} Family", slug=who, email=f"{who}@example.com", has_read_notice=True,
                is_operations=who == "olga",
            )  # fmt: skip
            self.keys[who] = person.pk
        for who, manager in lines:
            ReportingLine.objects.create(person_id=self.keys[who], manager_id=self.keys[manager])
        rebuild_spans()
        metric = CountedMetric.objects.create(key="calls")
        first = NEWEST - timedelta(weeks=14)
        WeeklyCount.objects.create(person_key=self.keys["tom"], week_on=first, month_on=first, metric=metric, done=1)
        self.clients: dict[str, Client] = {}

    def account(self, who: str) -> int:
        return account_of(self.keys[who]).pk

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(account_of(self.keys[who]))
        return self.clients[who]

    def page(self, who: str, address: str) -> str:
        response = self.client(who).get(address)
        assert response.status_code == 200, (who, address, response.status_code)
        return words(response.content.decode())

    def known(self, who: str, address: str) -> str:
        """The state of an assignment that a form on a page carries."""
        found = re.search(r'name="known" value="(\w*)"', self.client(who).get(address).content.decode())
        assert found is not None
        return found[1]

    def opens(self, address: str) -> set[str]:
        return {who for who in self.keys if self.client(who).get(address).status_code == 200}

    def post(self, who: str, address: str, **given: Any) -> tuple[int, str]:
        response = self.client(who).post(address, given, follow=True)
        return response.status_code, words(response.content.decode())

    def session(
        self, seller: str, weeks_back: int = 0, *, is_held: bool = True, by: str = "mona", metric: str = ""
    ) -> None:
        at = datetime(2026, 11, 18, 10, tzinfo=UTC) - timedelta(weeks=weeks_back)
        state = {"state": "held", "held_at": at} if is_held else {"state": "called_off"}
        who = {"person_id": self.keys[seller], "coach_id": self.keys[by], "metric_key": metric}
        Session.objects.create(kind="one_to_one", starts_at=at, parts=[["own_read", 30]], **who, **state)

    def promise(self, seller: str, weeks_back: int = 0, *, is_kept: bool = True, by: str = "mona") -> None:
        made_on = NEWEST - timedelta(weeks=weeks_back)
        said = {"made_on": made_on, "by_on": made_on + timedelta(days=2), "kept": "kept" if is_kept else "not_kept"}
        who = {"person_id": self.keys[seller], "owner_id": self.keys[by], "role": "manager"}
        Commitment.objects.create(what="A call", **who, **said)

    def week(self, seller: str, weeks_back: int, status: str = "behind", *, asked_after: int | None = None) -> None:
        """An activity was judged in a week; the seller said why so many days after its close."""
        week_on = NEWEST - timedelta(weeks=weeks_back)
        row = {"person_id": self.keys[seller], "metric_key": HIA, "week_on": week_on}
        WeeklyDiagnosis.objects.create(**row, status=status)
        if asked_after is not None:
            at = datetime(week_on.year, week_on.month, week_on.day, 12, tzinfo=UTC) + timedelta(days=6 + asked_after)
            SellerAnswer.objects.create(**row, text="a fair", said_at=at, said_by=self.account(seller))

    def observed(self, on: date, rating: int, *, rated: int = 6, who: str = "mona", by: str = "lea") -> None:
        seen = {item: [rating, ""] for item in RUBRIC[:rated]} | {item: [None, ""] for item in RUBRIC[rated:]}
        Observation.objects.create(
            person_id=self.keys[who], observer_id=self.keys[by], session_on=on, kind="one_to_one", rubric="r", seen=seen
        )

    def talked(self, on: date, *, who: str = "mona") -> None:
        """The portfolio talk was held and found good."""
        answered = {"answer": "done", "read_by_id": self.keys["lea"], "read_on": on}
        FieldAssignment.objects.create(
            person_id=self.keys[who], module="certification", taken_on=on, handed_in_on=on, said="My work", **answered
        )

    def trained(self, modules: list[Module], *, who: str = "mona") -> None:
        """Every part of every module is done."""
        at = datetime(2026, 10, 1, tzinfo=UTC)
        Enrolment.objects.get_or_create(person_id=self.keys[who], track="managers", started_on=date(2026, 8, 3))
        for module in modules:
            for part in module.parts:
                row = {"person_id": self.keys[who], "module": module.key, "part": part.key}
                Reached.objects.get_or_create(**row, defaults={"version": 1, "done_at": at})

    def full_weeks(self) -> None:
        """Eight weeks in which everything was done, but for one session of ten."""
        for back in range(5):
            self.session("s0", back)
            self.session("s1", back, is_held=back != 4)
            self.promise("s0", back)
            self.week("s2", back, "on_pace")


def module(key: str = "try-it", *, evidence: str = "sessions", needs: int = 2) -> Module:
    """A module with a text and an assignment, which the curriculum need not hold yet."""
    return Module(
        key=key, track=Track.MANAGERS, number=1, version=1, title=f"Module {key}", can="try", to_pass="an assignment",
        parts=[Part("lesson", PartKind.TEXT, "Lesson", 3, "Read."), Part("assignment", PartKind.ASSIGNMENT, "With your "
        "own team", 20, "Do it.")], sources={}, language=ENGLISH, evidence=evidence, needs=needs,
    )  # fmt: skip


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())
