"""The board's answer as JSON, in the contract's words. The same for the command line and the API."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from fairway.desk.steps import stepped
from fairway.diagnosis.queries import concluded_about
from fairway.exchange.queries import refreshed_at
from fairway.execution.packing import as_answer, tidy
from fairway.execution.queries import Ground, ground_for, standings_on
from fairway.execution.types import NextStep, SellerStanding, SellerState, StepKind
from fairway.ledger.types import of_week
from fairway.lib.periods import week_label
from fairway.people.queries import all_people_native_ids, sellers_on
from fairway.people.types import PersonFacts
from fairway.plans.queries import has_plan
from fairway.web.words import name_order

LEFT_SHOWN = timedelta(weeks=13)


def board_answer(
    as_of_on: date,
    *,
    manager_key: int | None = None,
    team: str | None = None,
    people: Sequence[PersonFacts] | None = None,
    at_its_end: bool = False,
) -> dict[str, Any]:
    """Everyone (or those below a manager, or a team, or given people) with their HIAs as of a day.

    A day that is not over is answered as of now, or with `at_its_end` as if it were over.
    """
    shown = (
        list(people)
        if people is not None
        else sellers_on(as_of_on, with_plan=has_plan(as_of_on), below=manager_key, team=team, left_within=LEFT_SHOWN)
    )
    keys = [person.key for person in shown]
    ground = ground_for(keys, as_of_on, at_its_end=at_its_end)
    standings = stepped(standings_on(ground, keys), concluded_about(keys, as_of_on), as_of_on)
    ids = all_people_native_ids({person.manager_key for person in shown if person.manager_key})
    refreshed = refreshed_at()
    return {
        "as_of": as_of_on.isoformat(),
        "week": week_label(ground.weeks[-1]),
        "refreshed_at": refreshed.isoformat() if refreshed else None,
        "sellers": [_seller(person, standings[person.key], ground, ids) for person in needs_first(shown, standings)],
    }


def needs_first(people: Collection[PersonFacts], standings: dict[int, SellerStanding]) -> list[PersonFacts]:
    """People who need a conversation first, then by name. Never by a count."""
    urgent = {SellerState.BEHIND: 0, SellerState.CHECK_DATA: 0}
    return sorted(people, key=lambda person: (urgent.get(standings[person.key].state, 1), name_order(person.name)))


def _seller(person: PersonFacts, standing: SellerStanding, ground: Ground, ids: dict[int, str]) -> dict[str, Any]:
    has_left = person.left_on is not None and person.left_on < ground.as_of_on
    answer = {
        "seller_id": person.native_id,
        "name": person.name,
        "team": person.team,
        "manager_id": ids.get(person.manager_key) if person.manager_key else None,
        **as_answer(standing),
        "left_on": person.left_on.isoformat() if person.left_on else None,
        "logged": _logged(person.key, ground),
    }
    if has_left:
        gone = NextStep(StepKind.NONE, f"Left on {person.left_on:%-d %b %Y}")
        answer |= {"state": str(SellerState.AWAY), "next_step": {"kind": str(gone.kind), "text": gone.text, "note": ""}}
    return answer


def _logged(person_key: int, ground: Ground) -> list[dict[str, Any]]:
    """Everything that reached us, by the organisation's own words, planned as an HIA or not."""
    found = []
    for word in sorted(ground.words):
        weeks = []
        for week_on in ground.weeks[-13:]:
            count = of_week(ground.counts, person_key, word, week_on)
            if count.done or count.unconfirmed:
                weeks.append(
                    {"week": week_label(week_on), "done": tidy(count.done), "unconfirmed": tidy(count.unconfirmed)}
                )
        if weeks:
            found.append({"metric": word, "weeks": weeks})
    return found
