"""From records to findings: a simulated history is imported like any folder, and what is gathered is the history."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import transaction

from bench.effects_folder import write_effects
from bench.oracle_of_effects import past_of
from fairway.cli.main import main
from fairway.evidence.panel import panel_of
from fairway.evidence.queries.gathering import Gathered, gathered
from fairway.evidence.queries.looking_back import looked_back
from fairway.evidence.types import NEVER, DealFacts, Past
from fairway.people.models import Organisation
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Setting, Situation
from fairway.simulation.effects.types import History
from tests.faults.loading import load
from tests.homes import share_compiled

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WEEKS, MIDDLE = 24, 15
LAST_DAY = date(2026, 6, 28)


@dataclass(frozen=True, slots=True)
class Imported:
    setting: Setting
    history: History

    @property
    def lived(self) -> Past:
        """What the folder tells of the history: nothing of acts before the first week, nor of single days off."""
        past = past_of(self.setting, self.history)
        kept = past.acts.week >= 0
        acts = replace(
            past.acts, **{name: getattr(past.acts, name)[kept] for name in ("candidate", "seller", "week", "deal")}
        )
        return replace(past, acts=acts, presence=(past.presence > 0).astype(np.float64))


@pytest.fixture(scope="module", autouse=True)
def imported(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Imported]:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("folder")
    setting = drawn_setting(3, Situation.PLAIN, sellers=20, weeks=WEEKS)
    history = history_of(setting)
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("FAIRWAY_HOME", str(home))
        share_compiled(home)
        assert write_effects(setting, history, folder, LAST_DAY) == LAST_DAY - timedelta(days=7 * WEEKS - 1)
        assert load(folder).rejects == []
        yield Imported(setting, history)
        transaction.set_rollback(True)


def cut(past: Past, weeks: int) -> Past:
    """The same past as it was known at the end of so many weeks."""
    deals, acts = past.deals, past.acts
    known = deals.created < weeks
    number = np.cumsum(known) - 1
    closed = np.where(deals.closed < weeks, deals.closed, NEVER)
    done = acts.week < weeks
    return replace(
        past,
        presence=past.presence[:, :weeks],
        inbound=past.inbound[:, :weeks],
        deals=DealFacts(
            seller=deals.seller[known],
            created=deals.created[known],
            closed=closed[known],
            is_won=(deals.is_won & (closed != NEVER))[known],
            is_inbound=deals.is_inbound[known],
            amount=deals.amount[known],
            entered=np.where(deals.entered < weeks, deals.entered, NEVER)[known],
            left=deals.left[known],
        ),
        acts=replace(
            acts,
            candidate=acts.candidate[done],
            seller=acts.seller[done],
            week=acts.week[done],
            deal=np.where(acts.deal[done] >= 0, number[acts.deal[done]], -1),
        ),
    )


def deals_told(past: Past) -> list[tuple[float, ...]]:
    """Everything that is known of each deal, its acts included, in an order of its own."""
    deals, acts = past.deals, past.acts
    done = np.zeros((len(deals.seller), len(past.candidates)))
    names = sorted(past.candidates)
    for number, key in enumerate(past.candidates):
        own = acts.deal[(acts.candidate == number) & (acts.deal >= 0)]
        done[:, names.index(key)] = np.bincount(own, minlength=len(deals.seller))
    columns = (deals.seller, deals.created, deals.closed, deals.is_won, deals.is_inbound, np.round(deals.amount))
    return sorted(map(tuple, np.column_stack([*columns, deals.entered, deals.left, done]).tolist()))


def acts_told(past: Past) -> dict[str, list[tuple[int, int, bool]]]:
    acts = past.acts
    rows = zip(acts.candidate, acts.seller, acts.week, acts.deal, strict=True)
    found: dict[str, list[tuple[int, int, bool]]] = {key: [] for key in past.candidates}
    for kind, seller, week, deal in rows:
        found[past.candidates[kind]].append((int(seller), int(week), bool(deal >= 0)))
    return {key: sorted(one) for key, one in found.items()}


def same(found: Gathered | None, wanted: Past) -> None:
    assert found is not None
    assert found.past.presence.shape == wanted.presence.shape
    assert deals_told(found.past) == deals_told(wanted)
    assert acts_told(found.past) == acts_told(wanted)
    assert np.array_equal(found.past.inbound, wanted.inbound)
    assert np.array_equal(found.past.presence > 0, wanted.presence > 0)


def test_what_is_gathered_is_what_happened(imported: Imported) -> None:
    found, wanted = gathered(LAST_DAY), imported.lived
    same(found, wanted)
    assert found is not None
    assert [person.name for person in found.people] == [f"Seller {n + 1}" for n in range(20)]
    assert found.first_on == LAST_DAY - timedelta(days=7 * WEEKS - 1)
    seen, lived = panel_of(found.past), panel_of(wanted)
    assert len(seen.deal) == len(lived.deal)
    assert (seen.moved.sum(), seen.lost.sum()) == (lived.moved.sum(), lived.lost.sum())
    for number, key in enumerate(found.past.candidates):
        own = wanted.candidates.index(key)
        assert sorted(seen.window(number, 1, 4)) == sorted(lived.window(own, 1, 4))


def test_in_the_middle_it_knows_what_was_known_then(imported: Imported) -> None:
    wanted = cut(imported.lived, MIDDLE)
    for day in (6, 8):  # the last day of a week, and some day of the next one, which is not over
        found = gathered(LAST_DAY - timedelta(days=7 * (WEEKS - MIDDLE) - (day - 6)))
        assert found is not None
        if day == 6:
            same(found, wanted)
        assert found.weeks == MIDDLE


def test_before_anything_was_recorded_there_is_nothing_to_ask() -> None:
    assert gathered(date(2025, 12, 1)) is None


def test_a_group_is_those_who_have_the_role_and_are_in_the_team() -> None:
    team = gathered(LAST_DAY, role="account EXECUTIVE", team="Team 2")
    assert team is not None
    assert [person.name for person in team.people] == [f"Seller {n}" for n in range(2, 21, 2)]
    assert set(team.past.deals.seller) <= set(range(10))
    assert set(team.past.acts.seller) <= set(range(10))
    assert (team.past.acts.deal < len(team.past.deals.seller)).all()
    linked = team.past.acts.deal >= 0
    assert np.array_equal(team.past.deals.seller[team.past.acts.deal[linked]], team.past.acts.seller[linked])
    assert gathered(LAST_DAY, role="Astronaut") is None
    assert gathered(LAST_DAY, role="Account executive", team="Nowhere") is None


CANDIDATE = {
    "metric": str,
    "rank": int,
    "grade": str,
    "reason": str,
    "headroom_per_week": float,
    "manageable": bool,
    "checks": list,
}


def test_the_command_answers_in_the_agreed_form(imported: Imported, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "--json", "--role", "Account executive", "--as-of", LAST_DAY.isoformat()]) == 0
    answer = json.loads(capsys.readouterr().out)
    shown = {name: answer[name] for name in ("group", "sellers", "weeks", "as_of", "outcome")}
    assert shown == {
        "group": "Account executive",
        "sellers": 20,
        "weeks": WEEKS,
        "as_of": "2026-06-28",
        "outcome": "bookings",
    }
    assert len(answer["currency"]) == 3
    assert {one["metric"] for one in answer["candidates"]} == {act.word for act in imported.setting.acts}
    assert [one["rank"] for one in answer["candidates"]] == sorted(one["rank"] for one in answer["candidates"])
    for one in answer["candidates"]:
        assert {name: type(one[name]) for name in CANDIDATE} == CANDIDATE
        assert one["grade"] in {"strong", "suggestive", "experiment_needed", "none", "cannot_tell"}
        assert all(set(check) == {"name", "passed", "detail"} for check in one["checks"])
        if one["effect"]:
            assert one["effect"]["per"] == "+1 per seller per week"
            assert one["effect"]["low"] <= one["effect"]["mean"] <= one["effect"]["high"]
            assert one["effect"]["level"] == 0.9
            assert len(one["lag_weeks"]) == 2
        if one["chain"]:
            assert set(one["chain"]) == {"objective", "effect_mean", "low", "high"}
            assert one["chain"]["objective"] in {"stage_progress", "new_deals"}
    assert any(one["effect"] for one in answer["candidates"])


def test_the_command_says_it_in_words_and_refuses_a_group_of_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "--as-of", LAST_DAY.isoformat()]) == 0
    assert "in words" in capsys.readouterr().out
    for group in (["--role", "Astronaut"], ["--team", "Nowhere"]):
        assert main(["evidence", "--json", *group, "--as-of", LAST_DAY.isoformat()]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert len(told.err.strip().splitlines()) == 1
        assert group[1] in told.err


def test_the_command_answers_where_there_is_nothing_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "--json", "--as-of", "2025-01-05"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["group"], answer["sellers"], answer["weeks"], answer["candidates"]) == ("everybody", 0, 0, [])


def test_looking_back_says_what_was_said_before_a_quarter_and_what_came(
    imported: Imported, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Organisation.objects.first() or Organisation()
    home.fiscal_first_month = 3
    home.save()
    assert main(["landing", "--looking-back", "--json", "--as-of", LAST_DAY.isoformat()]) == 0
    [spring] = json.loads(capsys.readouterr().out)
    assert (spring["starts_on"], spring["ends_on"]) == ("2026-03-01", "2026-05-31")
    assert 15 <= spring["sellers"] <= 20
    assert 0 < spring["inside"] <= spring["sellers"]
    assert spring["error"] > 0
    assert spring["error_of_rate"] > 0
    # What came later changes nothing of what was said.
    assert looked_back(date(2026, 5, 31)) == looked_back(LAST_DAY)
    assert looked_back(date(2026, 5, 30)) == []
    assert main(["landing", "--looking-back", "--as-of", LAST_DAY.isoformat()]) == 0
    assert "2026-03-01 to 2026-05-31" in capsys.readouterr().out
    assert main(["landing", "--looking-back", "--seller", "seller-1"]) == 2
