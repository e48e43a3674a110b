"""The co-coach's door against an oracle: whatever the three do in whatever order, their page is open exactly while both
agree, and nothing else about the seller or the session ever is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairway.coaching.models import CoCoach
from fairway.coaching.tests.test_calendar_address import planned
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Guest, ReportingLine

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # who may see what does not hang on the database
OWN_DOORS = {"coaching:beside", "coaching:beside_notes", "coaching:beside_write", "coaching:leave", "coaching:observe"}
STEPS = (
    *(f"{who} {does}" for who in ("ann", "mona", "ben") for does in ("asks", "yes", "no", "ends")),
    *("max ends", "mona begins", "mona holds", "ann calls off", "ann moves", "ben takes over", "a week passes"),
    "max is erased",
)


@dataclass
class Oracle:
    """The rule once more: each side's yes by whose it is, what became of the session, and since when."""

    on: date = TODAY
    leads: str = "mona"
    state: str = "planned"
    held_on: date | None = None
    planned_on: date = TODAY + timedelta(days=1)
    yes_of: frozenset[str] = frozenset()
    is_asked: bool = False
    was_agreed: bool = False
    is_spent: bool = False  # ended once: not asked again in this session
    is_erased: bool = False

    def step(self, step: str) -> None:
        who, does = step.split(" ", 1)
        speaks = who in {"ann", self.leads}
        is_to_come = self.state in {"planned", "open"}
        if does in {"asks", "yes", "no", "ends"} and who != "max" and speaks:
            self._said(who, does, is_to_come)
        elif step == "max ends" and self.is_open:
            self._close()
        elif does == "begins" and who == self.leads and self.state == "planned":
            self.state, self.planned_on = "open", max(self.planned_on, self.on)
        elif does == "holds" and who == self.leads and is_to_come:
            if not self._has_both:
                self._close()
            self.state, self.held_on = "held", self.on
        elif does == "calls off" and is_to_come:
            self.state = "called off"
            self._close()
        elif does == "moves" and self.state == "planned":
            self.planned_on = self.on + timedelta(days=3)
        elif does == "takes over":
            self.leads = "ben"
        elif does == "is erased":
            self._close()
            self.is_erased = True

    def _said(self, who: str, does: str, is_to_come: bool) -> None:
        has_said = who in self.yes_of
        if does == "asks" and is_to_come and not (self.is_asked or self.is_spent or self.is_erased):
            self.is_asked, self.yes_of = True, frozenset({who})
        elif does == "yes" and is_to_come and self.is_asked and not has_said:
            self.yes_of = frozenset({who, *self.yes_of} & {"ann", self.leads})
            self.was_agreed = self.was_agreed or self._has_both
        elif (does == "no" and is_to_come and self.is_asked and not has_said) or (does == "ends" and self.is_asked):
            self._close()

    def _close(self) -> None:
        self.is_spent = self.is_spent or self.was_agreed
        self.is_asked, self.was_agreed, self.yes_of = False, False, frozenset()

    @property
    def _has_both(self) -> bool:
        return {"ann", self.leads} <= self.yes_of

    @property
    def is_open(self) -> bool:
        is_agreed = self.is_asked and (self._has_both or (self.state == "held" and self.was_agreed))
        return is_agreed and not self.is_erased and self.on <= (self.held_on or self.planned_on) + timedelta(days=7)


def done(floor: Floor, key: int, step: str, oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in the house, through the pages where there is one."""
    who, does = step.split(" ", 1)
    asked = str(CoCoach.objects.filter(session_id=key, ended_on=None).values_list("pk", flat=True).first() or 1)
    day = str(oracle.on + timedelta(days=3))
    if step == "max ends":
        floor.sent("max", f"/1-1/{key}/beside/leave/")
    elif step == "ben takes over":
        ReportingLine.objects.filter(person=floor.people["ann"]).update(manager=floor.people["ben"])
        rebuild_spans()
    elif step == "a week passes":
        oracle.on += timedelta(days=7)
        at(monkeypatch, oracle.on)
        floor.clients.clear()  # nobody stays logged in for weeks
    elif step == "max is erased":
        floor.people["max"].__class__.objects.filter(slug="max").delete()
    elif does in {"yes", "no"}:
        floor.sent(who, f"/1-1/{key}/co-coach/answer/", asked=asked, answer=does)
    else:
        address = {"asks": "co-coach", "ends": "co-coach/end", "begins": "open", "holds": "hold", "moves": "move"}
        said = {"name": "Max Mill", "asked": asked, "on": day, "at": "10:00"}
        floor.sent(who, f"/1-1/{key}/{address.get(does, 'call-off')}/", **said)


def other_doors(key: int, patterns: list[URLPattern | URLResolver] | None = None, above: str = "/") -> Iterator[str]:
    """Every address that names this session or this seller and is none of the co-coach's own."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        here = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from other_doors(key, entry.url_patterns, here)
        elif f"coaching:{entry.name}" not in OWN_DOORS and here.count("<") == 1:
            if "<slug:slug>" in here:
                yield here.replace("<slug:slug>", "ann")
            elif here.startswith("/1-1/<key:key>/"):
                yield here.replace("<key:key>", str(key))


@settings(max_examples=25)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=8))
@example(["ann asks", "mona yes", "mona holds", "a week passes", "a week passes"])
@example(["mona asks", "ann yes", "ben takes over", "ben yes", "mona holds", "ben ends"])
@example(["ann asks", "mona yes", "ben takes over", "mona holds"])
@example(["ann asks", "mona no", "mona asks", "ann yes", "max ends", "ann asks", "mona yes"])
@example(["ann asks", "mona yes", "max is erased", "ann asks"])
def test_the_page_is_open_exactly_while_both_agree_and_no_other_is(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, steps: list[str]
) -> None:
    at(monkeypatch, TODAY)
    with transaction.atomic():
        floor.clients.clear()  # what an example before logged in is undone with it
        floor.account("max")  # whoever is asked for can log in
        key, oracle = planned(floor), Oracle()
        for step in steps:
            done(floor, key, step, oracle, monkeypatch)
            oracle.step(step)
            if not oracle.is_erased:
                opened = floor.clients["max"].get(f"/1-1/{key}/beside/").status_code
                assert opened == (200 if oracle.is_open else 404), (step, oracle)
        assert Guest.objects.exists() or not oracle.is_open
        for address in other_doors(key) if oracle.is_open else ():
            statuses = {floor.clients["max"].get(address).status_code, floor.clients["max"].post(address).status_code}
            assert statuses <= {404, 405}, address
        transaction.set_rollback(True)


def test_the_doors_that_are_tried_are_those_of_the_session_and_of_the_seller() -> None:
    found = [*other_doors(7)]
    assert {"/1-1/7/", "/1-1/7/notes/", "/1-1/7/reading/", "/sellers/ann/", "/1-1/with/ann/"} <= {*found}
    assert not any("beside" in address for address in found)
