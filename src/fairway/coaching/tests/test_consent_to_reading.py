"""In whatever order the two propose, agree, say no, send and delete: nothing is read without both, no word kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.coaching.models import ReadingConsent, TalkReading
from fairway.coaching.tests.transcripts import READING, agree, as_text, held, send
from fairway.coaching.views import reading as page
from fairway.commitments.tests.floor import Floor

STEPS = ("agree", "agree and keep", "withdraw", "send", "delete the words")
TALK = as_text()


class Told:
    """What the two said so far, kept by hand beside the product."""

    def __init__(self) -> None:
        self.agreed: dict[str, bool] = {}
        self.is_read = self.has_words = False

    def step(self, who: str, what: str) -> None:
        if what.startswith("agree") and not self.is_read:
            self.agreed[who] = what == "agree and keep"
        elif what == "withdraw":
            self.__init__()  # type: ignore[misc]
        elif what == "send" and len(self.agreed) == 2 and not self.is_read:
            self.is_read, self.has_words = True, all(self.agreed.values())
        elif what == "delete the words":
            self.has_words = False
            self.agreed = dict.fromkeys(self.agreed, False)


def do(floor: Floor, key: int, who: str, what: str) -> None:
    if what.startswith("agree"):
        agree(floor, key, who, keep=what == "agree and keep")
    elif what == "send":
        send(floor, key, who, TALK)
    else:
        floor.sent(who, READING.format(key) + ("withdraw/" if what == "withdraw" else "words/"))


@given(st.lists(st.tuples(st.sampled_from(("ann", "mona")), st.sampled_from(STEPS)), min_size=3, max_size=14))
def test_nothing_is_read_or_kept_without_both(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, str]]
) -> None:
    key, told, readings = held(floor), Told(), []
    monkeypatch.setattr(page, "read_conversation", lambda said: readings.append(said) or real(said))
    for who, what in steps:
        may_read = len(told.agreed) == 2 and not told.is_read
        before = len(readings)
        do(floor, key, who, what)
        told.step(who, what)
        assert len(readings) - before == (1 if what == "send" and may_read else 0)
        row = TalkReading.objects.filter(session_id=key).first()
        assert (row is not None) == told.is_read
        assert bool(row and row.words) == told.has_words
        assert ReadingConsent.objects.filter(session_id=key).count() == len(told.agreed)


real = page.read_conversation


def test_consent_is_asked_again_when_the_words_come_in(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever says no while the other's file is being read is heard."""
    key = held(floor)
    agree(floor, key, "ann")
    agree(floor, key, "mona")

    def taking_back(said: object) -> object:
        ReadingConsent.objects.filter(person=floor.people["ann"]).delete()
        return real(said)  # type: ignore[arg-type]

    monkeypatch.setattr(page, "read_conversation", taking_back)
    send(floor, key, "mona", TALK)
    assert not TalkReading.objects.exists()


def test_a_stranger_to_the_talk_cannot_agree_in_its_name(floor: Floor) -> None:
    key = held(floor, coach="max")  # Mona leads Ann today, Max led that talk
    agree(floor, key, "ann")
    agree(floor, key, "mona")
    assert ReadingConsent.objects.count() == 1
    send(floor, key, "ann", TALK)
    assert not TalkReading.objects.exists()
