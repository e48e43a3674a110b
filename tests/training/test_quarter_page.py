"""The flight simulator in the player: four choices, left and gone on with, refused and told, passed and not passed."""

import re
from collections.abc import Sequence
from html import unescape

import pytest
from django.test import Client

from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine
from fairway.simulation.quarters.living import begun_quarter
from fairway.simulation.quarters.types import STRETCHES, Stretch
from fairway.training.models import Attempt, Reached
from fairway.training.quarter.best import best_way
from fairway.training.quarter.deciding import UNTOUCHED, as_typed
from fairway.training.quarter.seen import team_seen

pytestmark = pytest.mark.django_db
PART = "/practice/a-quarter-in-ten-minutes/one-quarter/"
SEED = 11


@pytest.fixture
def client() -> Client:
    """Whoever leads one seller."""
    Organisation.objects.create(name="Works")
    mona, sam = (
        Person.objects.create(name=f"{who} Family", slug=who, email=f"{who}@example.com", has_read_notice=True)
        for who in ("mona", "sam")
    )
    ReportingLine.objects.create(person=sam, manager=mona, team="North")
    rebuild_spans()
    found = Client()
    found.force_login(account_of(mona.pk))
    return found


def begun(client: Client) -> Attempt:
    client.post(PART + "begin/")
    Attempt.objects.update(seed=SEED)
    return Attempt.objects.get()


def chosen(client: Client, stretch: Stretch, number: int, **changes: str) -> str:
    """The page after a choice."""
    typed = {**as_typed(stretch), **changes, "number": str(number)}
    return unescape(client.post(PART + "answer/", typed, follow=True).content.decode())


def played(client: Client, stretches: Sequence[Stretch]) -> str:
    begun(client)
    for number in range(len(STRETCHES)):
        page = chosen(client, stretches[min(number, len(stretches) - 1)], number)
    return page


def test_it_shows_every_seller_with_labelled_fields_and_what_they_do(client: Client) -> None:
    begun(client)
    page = client.get(PART).content.decode()
    for one in team_seen(SEED, 1):
        assert one.name in page
        assert all(act.name in page for act in one.acts)
    assert page.count('<label for="why-') == 5
    assert "Week 1 of 13" in page


def test_whoever_knows_the_truth_passes_and_it_counts_as_done(client: Client) -> None:
    page = played(client, best_way(SEED, 1))
    attempt = Attempt.objects.get()
    assert attempt.is_passed
    assert attempt.score == pytest.approx(1.0)
    assert "Passed" in page
    assert "100 of 100 of the way" in page
    assert "The same quarter, run in four ways" in page
    assert Reached.objects.filter(part="one-quarter").exists()


def test_whoever_changes_nothing_does_not_pass_and_reads_the_true_drivers(client: Client) -> None:
    page = played(client, [UNTOUCHED])
    attempt = Attempt.objects.get()
    assert (attempt.is_passed, attempt.score) == (False, 0.0)
    assert "Not yet" in page
    for planted, one in zip(begun_quarter(SEED, 1).team.sellers, team_seen(SEED, 1), strict=True):
        driver = one.acts[planted.weak].name if planted.weak is not None else "lacked nothing"
        assert f"{one.name}: {driver}" in page
    assert "We planted what activities" in page


def test_it_is_gone_on_with_where_it_was_left_and_remembers_what_was_chosen(client: Client) -> None:
    begun(client)
    first = chosen(client, best_way(SEED, 1)[0], 0)
    again = unescape(client.get(PART).content.decode())
    assert "Week 4 of 13" in first
    assert "Week 4 of 13" in again
    assert "Weeks 1 to 3 are over" in again
    slot, target = best_way(SEED, 1)[0][0].hias[0]
    assert f'<option value="{slot}" selected>' in again
    assert f'id="target1-0" inputmode="numeric" autocomplete="off" value="{target}"' in again


def test_too_many_hours_are_refused_with_their_sum_and_everything_typed_stays(client: Client) -> None:
    begun(client)
    page = chosen(client, UNTOUCHED, 0, **{"why-0": "7", "practice-4": "6", "hia1-2": "3", "target1-2": "5"})
    assert "That is 13 hours a week, and you have 10: take 3 away." in page
    assert 'id="why-0" inputmode="numeric" autocomplete="off" value="7"' in page
    assert 'id="practice-4" inputmode="numeric" autocomplete="off" value="6"' in page
    assert 'id="target1-2" inputmode="numeric" autocomplete="off" value="5"' in page
    assert Attempt.objects.get().answers == []


def test_a_target_that_is_no_number_is_told_at_its_field(client: Client) -> None:
    begun(client)
    page = chosen(client, UNTOUCHED, 0, **{"hia1-1": "3", "target1-1": "a few"})
    assert 'id="target1-1-fault"' in page
    assert "say how many a week, a whole number from 1 to 30" in page
    assert 'aria-describedby="target1-1-fault"' in page
    assert 'value="a few"' in page


def test_all_that_is_refused_is_told_at_once_with_a_way_to_each_field(client: Client) -> None:
    begun(client)
    page = chosen(client, UNTOUCHED, 0, **{"hia1-1": "3", "why-0": "9", "practice-2": "some", "review-3": "4"})
    assert "These have to be mended first" in page
    assert "That is 13 hours a week, and you have 10: take 3 away." in page
    for name in ("target1-1", "practice-2"):
        assert f'<a href="#{name}">' in page
        assert page.count(f'id="{name}-fault"') == 1
    assert '<output class="figures">13 of 10</output>' in page


def test_hours_are_added_up_by_a_script_where_there_is_one_and_not_told_where_there_is_none(client: Client) -> None:
    begun(client)
    page = client.get(PART).content.decode()
    assert "training/hours" in page
    assert page.count("data-hours hidden") == 2
    assert page.count("data-hours-for") == 15


def amounts(row: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\$([\d,]+)k", row)]


def test_the_sums_of_the_debrief_match_what_they_are_made_of(client: Client) -> None:
    page = played(client, best_way(SEED, 1))
    table = page.split("Four ways to run the quarter")[1].split("</table>")[0]
    rows = [amounts(row) for row in table.split("<tr>")[2:]]
    assert len(rows) == 4
    assert all(won + open_worth == together for won, open_worth, together in rows)
    assert re.search(r"Against nothing different, your choices brought [\d.]+% more;", page)
    luck = page.split("The quarter you saw won")[1].split("</p>")[0]
    won, open_worth, together, low, high, mean, in_table = amounts(luck)
    assert won + open_worth == together
    assert low < mean < high
    assert in_table == rows[2][2]
    early = page.split("After week 9 you read")[1].split("</p>")[0]
    assert len(amounts(early)) >= 5


def test_what_the_screen_said_before_the_last_choice_stands_in_the_debrief(client: Client) -> None:
    begun(client)
    for number in range(3):
        page = chosen(client, UNTOUCHED, number)
    said = amounts(page.split("the team won")[1].split("</p>")[0])
    early = chosen(client, UNTOUCHED, 3).split("After week 9 you read")[1].split("</p>")[0]
    assert amounts(early) == [*said, said[0]]
    assert "your choices had on average won about as much by then" in early


def test_the_same_seed_and_choices_give_the_same_page(client: Client) -> None:
    begun(client)
    first = chosen(client, best_way(SEED, 1)[0], 0)
    begun_quarter.cache_clear()
    team_seen.cache_clear()
    shown = [page.split("now-asked")[1].split("<aside")[0] for page in (first, client.get(PART).content.decode())]
    csrf = 'name="csrfmiddlewaretoken" value="'
    assert len({unescape(one).split(csrf)[0] for one in shown}) == 1
    assert len({unescape(one).split(csrf)[1][64:] for one in shown}) == 1
