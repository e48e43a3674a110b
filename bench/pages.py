"""The whole board page of a manager, beside the same page whose standings are counted from raw rows."""

import re
from collections import defaultdict
from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from unittest import mock

from bench.raw_rows import RAW
from bench.scorecards import rows_of
from bench.staff import PER_TEAM, Staff
from bench.timing import median_ratio, summary, taken_in_turns

TEAM = 0  # a team whose HIAs count words: raw rows need no join for it
EVERY_WORD = f"""
SELECT person_key, word, when_week_on, min(when_on), sum(CASE WHEN status = 'done' THEN 1 ELSE 0 END),
    sum(CASE WHEN status = 'planned' AND type <> 'task' AND scheduled_on < {{today}} THEN 1 ELSE 0 END)
FROM {RAW} WHERE person_key IN {{people}} AND when_week_on BETWEEN {{since}} AND {{until}}
    AND status IN ('done', 'planned')
GROUP BY 1, 2, 3
"""


def compared(staff: Staff, rounds: int) -> dict[str, Any]:
    """Times of the page, of its standings alone, and of both with counting from raw rows."""
    from fairway.execution.queries import stored_standings

    client, people = _client_of(staff.managers[TEAM]), staff.team(TEAM)
    ours = _html(client)
    with _counting_raw_rows():
        assert _html(client) == ours, "the page from raw rows says something else"
    assert ours.count("data-row") == PER_TEAM, "the page does not show the team"

    def rival_page() -> None:
        with _counting_raw_rows():
            client.get("/board/")

    ways = {
        "page": lambda: client.get("/board/"),
        "page_from_raw_rows": rival_page,
        "standings": lambda: stored_standings(people),
        "standings_from_raw_rows": lambda: _standings_from_raw_rows(people),
    }
    prepare, room = _addresses(staff.managers[TEAM], people[0])
    ways |= {"prepare": lambda: client.get(prepare), "room": lambda: client.get(room)}
    seconds = taken_in_turns(ways, rounds=rounds)
    return {
        "ways": {name: summary(times) for name, times in seconds.items()},
        "ratios": {
            f"{name} / {name}_from_raw_rows": median_ratio(seconds[name], seconds[f"{name}_from_raw_rows"])
            for name in ("page", "standings")
        }
        | {f"{name} / page": median_ratio(seconds[name], seconds["page"]) for name in ("prepare", "room")},
        "bytes": len(ours),
    }


def _addresses(manager_key: int, seller_key: int) -> tuple[str, str]:
    """Preparing a call plan with a seller, which nobody has planned, and the room of a 1:1 that is."""
    from datetime import timedelta

    from django.utils import timezone

    from fairway.coaching.actions.planning import Wish, plan_session
    from fairway.people.models import Person

    wish = Wish(seller_key, manager_key, "one_to_one", timezone.now() + timedelta(days=1))
    key, slug = plan_session(wish, actor_id=None), Person.objects.get(pk=seller_key).slug
    return f"/1-1/with/{slug}/?kind=call_plan", f"/1-1/{key}/"


def statements(staff: Staff) -> dict[str, int]:
    """How many statements a page takes, for teams of several sizes: a manager's, cut down to 2, and a head's 200."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from fairway.people.models import Person, User

    head = Person.objects.get(pk=staff.heads[0])
    head.user = User.objects.create(username=head.slug, email=f"{head.slug}@example.test")
    head.save()
    sizes = {}
    for key in (staff.managers[-1], head.pk):
        client = _client_of(key)
        _html(client)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            html = _html(client)
        sizes[str(html.count("data-row"))] = len(caught)
    return sizes


def _client_of(manager_key: int) -> Any:
    from django.test import Client

    from fairway.people.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(person__pk=manager_key))
    return client


def _html(client: Any) -> str:
    answer = client.get("/board/")
    assert answer.status_code == 200, answer
    text = answer.content.decode()
    return re.sub(r"clip\d+", "clip", re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text))


def _counting_raw_rows() -> AbstractContextManager[Any]:
    return mock.patch("fairway.desk.views.board.stored_standings", _standings_from_raw_rows)


def _standings_from_raw_rows(person_keys: Collection[int]) -> Any:
    """The product's scoring, fed with counts of raw rows in the place of the ledger's."""
    from fairway.execution.queries import standings, today

    with mock.patch("fairway.execution.queries.stored_counts", _counts_of_raw_rows):
        return standings(person_keys, today())


def _counts_of_raw_rows(person_keys: Collection[int], since: date, until: date) -> Any:
    """Every word of those people's weeks, counted from raw rows."""
    from bench.raw_rows import question
    from fairway.execution.queries import today
    from fairway.ledger.types import Count
    from fairway.lib.periods import month_of

    found: Any = defaultdict(dict)
    for person, word, week_on, first_on, done, unconfirmed in rows_of(
        question(EVERY_WORD, list(person_keys), [], [since, until], today())
    ):
        week, day = (date.fromisoformat(str(value)) for value in (week_on, first_on))
        found[person, word, week][month_of(day)] = Count(float(done), 0.0, float(unconfirmed))
    return found
