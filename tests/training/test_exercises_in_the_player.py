"""Every kind of exercise in the player: begun, answered, refused, left and gone on with, passed and not passed."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine
from fairway.training.curriculum import reading
from fairway.training.exercises.kinds import KINDS
from fairway.training.exercises.types import AttemptFacts
from fairway.training.models import Attempt, Reached
from fairway.training.progress.queries import newest_attempt
from tests.training.exercising import EXAMPLES, MODULE, exercise_of, use_examples, write_examples

pytestmark = pytest.mark.django_db
# Kinds that ask more than one thing at once are tried through their pages alone.
TRIED_ALONE = {
    "choice": "test_choosing_page.py",
    "talk": "test_practising_a_talk.py",
    "quarter": "test_quarter_page.py",
}
every_kind = pytest.mark.parametrize("kind", sorted(EXAMPLES))
NOW = re.compile(r'<div class="stack now-asked" id="now">.*?</section></div>', re.S)


@pytest.fixture(autouse=True)
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_examples(tmp_path, monkeypatch.setattr)


@pytest.fixture
def learners() -> tuple["Learner", "Learner"]:
    """Two who lead a seller each."""
    Organisation.objects.create(name="Harbour Works")
    for name in ("one", "two"):
        manager = Person.objects.create(name=name, slug=name, email=f"{name}@example.com", has_read_notice=True)
        seller = Person.objects.create(name=f"of {name}", slug=f"of-{name}")
        ReportingLine.objects.create(person=seller, manager=manager)
    rebuild_spans()
    return Learner("one"), Learner("two")


@pytest.fixture
def learner(learners: tuple["Learner", "Learner"]) -> "Learner":
    return learners[0]


class Learner:
    """Somebody at the player, with nothing but what a browser has."""

    def __init__(self, slug: str) -> None:
        self.key = Person.objects.get(slug=slug).pk
        self.client = Client()
        self.client.force_login(account_of(self.key))

    def page(self, kind: str) -> str:
        return self.client.get(f"/practice/{MODULE}/{kind}/").content.decode()

    def begin(self, kind: str, **more: str) -> None:
        given = self.client.post(f"/practice/{MODULE}/{kind}/begin/", more)
        assert given.status_code == 302, given.content
        assert given["Location"].endswith(f"/{kind}/#now")

    def send(self, kind: str, given: dict[str, str], number: int | None = None) -> str:
        """What the page says after an answer, wherever it leads."""
        at = self.number(kind) if number is None else number
        address = f"/practice/{MODULE}/{kind}/answer/"
        return self.client.post(address, {**given, "number": str(at)}, follow=True).content.decode()

    def number(self, kind: str) -> int:
        attempt = self.attempt(kind)
        return len(attempt.answers) if attempt else 0

    def attempt(self, kind: str) -> AttemptFacts | None:
        return newest_attempt(self.key, reading.curriculum()[MODULE], kind)

    def shown(self, kind: str) -> Any:
        attempt = self.attempt(kind)
        assert attempt is not None
        return KINDS[kind].page(exercise_of(kind), attempt)

    def finish(self, kind: str, *, is_right: bool) -> str:
        page = ""
        while Attempt.objects.filter(person=self.key, exercise=kind, ended_at=None).exists():
            example, shown = EXAMPLES[kind], self.shown(kind)
            page = self.send(kind, example.right(shown) if is_right else example.wrong(shown))
        return page

    def rows(self) -> list[dict[str, Any]]:
        return [dict(row) for row in Attempt.objects.filter(person=self.key).order_by("pk").values()]


def asked_now(page: str) -> str:
    """What is asked now with what stands right above it, without what is of one response alone."""
    found = NOW.search(page)
    assert found is not None, page
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", found[0])


def test_it_has_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) | set(TRIED_ALONE) == set(KINDS)
    assert all((Path(__file__).parent / file).exists() for file in TRIED_ALONE.values())
    for kind in EXAMPLES:
        assert KINDS[kind].problems(exercise_of(kind)) == []


@every_kind
def test_it_tells_at_once_what_an_answer_was_worth_above_what_is_asked_next(kind: str, learner: Learner) -> None:
    learner.begin(kind)
    first = asked_now(learner.page(kind))
    assert 'role="status"' not in first
    page = asked_now(learner.send(kind, EXAMPLES[kind].right(learner.shown(kind))))
    assert page != first
    assert page.index('role="status"') < page.index("<form")
    assert 'class="told' in page
    assert f"{2 if kind != 'branching' else 1} of " in page


@every_kind
def test_it_refuses_what_is_no_answer_and_keeps_what_was_typed(kind: str, learner: Learner) -> None:
    example = EXAMPLES[kind]
    learner.begin(kind)
    page = learner.send(kind, example.missing(learner.shown(kind)))
    assert example.says in unescape(page)
    assert example.keeps in page
    assert learner.number(kind) == 0
    assert 'role="alert"' in asked_now(page)


@every_kind
def test_it_goes_on_where_it_was_left(kind: str, learner: Learner) -> None:
    learner.begin(kind)
    learner.send(kind, EXAMPLES[kind].wrong(learner.shown(kind)))
    at, row = asked_now(learner.page(kind)), learner.rows()
    learner.client.get(f"/practice/{MODULE}/")
    again = Learner("one")
    again.begin(kind)
    assert asked_now(again.page(kind)) == at
    assert again.rows() == row


@every_kind
def test_it_begins_anew_only_when_told_to(kind: str, learner: Learner) -> None:
    learner.begin(kind)
    learner.send(kind, EXAMPLES[kind].right(learner.shown(kind)))
    learner.begin(kind, anew="yes")
    assert learner.number(kind) == 0
    assert len(learner.rows()) == 1


@every_kind
def test_it_counts_an_answer_pressed_twice_once(kind: str, learner: Learner) -> None:
    learner.begin(kind)
    given = EXAMPLES[kind].right(learner.shown(kind))
    learner.send(kind, given, number=0)
    row = learner.rows()
    page = learner.send(kind, given, number=0)
    assert "That was answered already" in page
    assert learner.rows() == row


@every_kind
def test_it_is_done_once_passed(kind: str, learner: Learner) -> None:
    learner.begin(kind)
    page = learner.finish(kind, is_right=True)
    assert "<h2>Passed</h2>" in page
    assert [row["is_passed"] for row in learner.rows()] == [True]
    assert Reached.objects.filter(person=learner.key, module=MODULE, part=kind).exists()
    assert NOW.search(page) is None
    assert "<h2>Passed</h2>" in learner.page(kind)


@every_kind
def test_it_is_not_done_when_failed_and_can_be_tried_again(kind: str, learner: Learner) -> None:
    learner.begin(kind)
    page = learner.finish(kind, is_right=False)
    assert "<h2>Not yet</h2>" in page
    assert not Reached.objects.filter(person=learner.key).exists()
    learner.begin(kind)
    learner.finish(kind, is_right=True)
    assert [row["is_passed"] for row in learner.rows()] == [False, True]
    assert Reached.objects.filter(person=learner.key, part=kind).exists()


@every_kind
def test_it_tells_the_result_as_a_count_with_what_it_needs(kind: str, learner: Learner) -> None:
    learner.begin(kind)
    words = re.search(r'<h2>Not yet</h2>.*?<p class="gap-s">(.*?)</p>', learner.finish(kind, is_right=False), re.S)
    assert words is not None
    assert re.search(r"\d+ of \d+", words[1])
    assert "needs" in words[1]


def test_it_begins_anew_what_was_begun_before_the_module_changed(learner: Learner, tmp_path: Path) -> None:
    kind = "branching"
    learner.begin(kind)
    learner.send(kind, {"do": "1"})
    begun = learner.attempt(kind)
    write_examples(tmp_path, version=2)
    assert "<form" in learner.page(kind)
    assert learner.attempt(kind) is None
    assert "Nothing is asked at the moment" in learner.send(kind, {"do": "0"}, number=1)
    assert begun is not None
    learner.begin(kind)
    assert [(row["version"], row["answers"]) for row in learner.rows()] == [(2, [])]


@every_kind
def test_it_leaves_the_attempts_of_others_alone(kind: str, learners: tuple[Learner, Learner]) -> None:
    one, two = learners
    one.begin(kind)
    one.send(kind, EXAMPLES[kind].right(one.shown(kind)))
    before = one.rows()
    assert "Nothing is asked at the moment" in two.send(kind, EXAMPLES[kind].right(one.shown(kind)), number=1)
    two.begin(kind)
    two.send(kind, EXAMPLES[kind].wrong(two.shown(kind)))
    two.begin(kind, anew="yes")
    assert one.rows() == before
    assert 'role="status"' not in asked_now(two.page(kind))
