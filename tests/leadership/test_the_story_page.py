"""What the leading story says of a hand-built organisation, counted by hand."""

from datetime import UTC, date, datetime, timedelta
from re import findall, sub

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.audit.models import LookLine
from fairway.diagnosis.models import WeeklyDiagnosis
from fairway.evidence.models import PilotSeller
from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.story.page import story_page
from fairway.leadership.story.sections import story_sections
from fairway.ledger.models import CountedMetric
from fairway.people.models import Organisation, Person, RampStep
from fairway.people.types import Viewer
from fairway.plans.models import Plan
from tests.leadership.organisations import ON, Plot, World, build
from tests.leadership.stories import (
    LAST_WEEK,
    QUARTER_BEFORE,
    candidate,
    decided,
    entered,
    found,
    judged,
    standing,
    words,
)

pytestmark = pytest.mark.django_db
TWO_TEAMS = Plot((None, 0, 0), (1,) * 7 + (2,) * 6, seed=3)
HIAS = ("first_meetings_requested", "early_stage_conversations")
FIRST_MEETINGS, EARLY_TALKS = HIAS


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 27, 12, tzinfo=UTC))


def quiet(plot: Plot) -> World:
    """An organisation in which nothing happened yet."""
    world = build(plot)
    WeeklyDiagnosis.objects.all().delete()
    Plan.objects.all().delete()
    return world


def said(person_key: int, path: str = "/leadership/story/") -> str:
    return words(entered(person_key).get(path).content.decode())


def test_before_the_first_night_it_says_what_will_stand_there() -> None:
    world = quiet(TWO_TEAMS)
    assert "Nothing to tell yet" in said(world.managers[0])


def test_who_executes_an_activity_is_counted_over_groups_of_five_in_the_last_closed_week() -> None:
    """Seven of one team and six of another have it: of the first 3 execute it and 1 is away, of the second 2, and of
    1 the logging is in doubt.
    """
    world = quiet(TWO_TEAMS)
    first = ["on_pace", "ahead", "on_pace", "behind", "behind", "behind", "away"]
    second = ["on_pace", "on_pace", "check_data", "behind", "behind", "behind"]
    for person, status in zip(world.sellers, first + second, strict=True):
        standing(person, FIRST_MEETINGS, LAST_WEEK, status)
        standing(person, EARLY_TALKS, LAST_WEEK - timedelta(days=7), "on_pace")  # no longer theirs
    roll_up(ON)
    whole = said(world.managers[0])
    assert (
        "5 of 12 sellers here who have “First meetings requested” execute it; of 1 of the 12 the logging is in doubt."
        in whole
    )
    assert "3 of 6 sellers here who have “First meetings requested” execute it." in said(world.managers[1])
    assert "Early-stage conversations started" not in whole.partition("What changed")[0]


def test_an_activity_of_four_sellers_is_not_told_of() -> None:
    world = quiet(Plot((None, 0), (1,) * 9, seed=3))
    for person in world.sellers[:4]:
        standing(person, FIRST_MEETINGS, LAST_WEEK, "on_pace")
    for person in world.sellers[4:]:
        standing(person, EARLY_TALKS, LAST_WEEK, "on_pace")
    roll_up(ON)
    for reader in world.managers:
        page = said(reader)
        assert "First meetings" not in page
        assert "5 of 5 sellers here who have" in page


def everybody_has(world: World, *metrics: str) -> None:
    for person in world.sellers:
        for metric in metrics:
            standing(person, metric, LAST_WEEK, "on_pace")


def test_what_moved_what_follows_the_grade_and_the_role() -> None:
    world = quiet(TWO_TEAMS)
    Person.objects.filter(pk__in=world.sellers).update(role="Field seller")
    everybody_has(world, *HIAS)
    found([candidate(FIRST_MEETINGS, "none"), candidate(EARLY_TALKS, "strong")])
    found(
        [candidate(FIRST_MEETINGS, "strong"), candidate(EARLY_TALKS, "cannot_tell", weeks_needed=6)],
        group="field seller",
    )
    roll_up(ON)
    page = said(world.managers[0])
    assert (
        "“First meetings requested” moved deals on, as far as records tell, among 40 sellers with the role Field "
        "seller, in 52 weeks up to 22 Nov."
    ) in page
    assert (
        "Moves to the next stage could come anywhere from 4% more often to 16% more often than now, with 2.5 of it a "
        "week for each seller in place of 2.0."
    ) in page
    assert "about 6 more weeks at this volume" in page
    assert page.count("A pattern, not an experiment") >= 1
    assert "Of 1 of 2 activities it cannot be told yet" in page


def test_a_pilot_decides_where_history_only_goes_with() -> None:
    world = quiet(TWO_TEAMS)
    everybody_has(world, *HIAS)
    found([candidate(FIRST_MEETINGS, "suggestive"), candidate(EARLY_TALKS, "strong")])
    judged(FIRST_MEETINGS, world.sellers, low=0.4, high=1.1)
    judged(EARLY_TALKS, world.sellers, low=-0.9, high=-0.3)
    roll_up(ON)
    page = said(world.managers[0])
    assert "A pilot drawn by lot showed that “First meetings requested” moved" in page
    assert "0.40 to 1.1 more a week for each seller than without it (among 13 sellers of the pilot" in page
    stopped = page.partition("What did not work")[2]
    assert "moved “Meetings held” the wrong way: 0.30 to 0.90 fewer a week" in stopped
    assert "goes with" not in page


def test_a_pilot_with_a_group_of_four_says_nothing_here() -> None:
    world = quiet(TWO_TEAMS)
    everybody_has(world, FIRST_MEETINGS)
    pilot = judged(FIRST_MEETINGS, world.sellers, low=0.4, high=1.1)
    PilotSeller.objects.filter(pilot=pilot, arm=1).exclude(
        pk__in=PilotSeller.objects.filter(pilot=pilot, arm=1).values_list("pk", flat=True)[:4]
    ).delete()
    roll_up(ON)
    assert "A pilot drawn" not in said(world.managers[0])


def test_a_pilot_judged_later_is_not_told_of_an_earlier_quarter() -> None:
    world = quiet(TWO_TEAMS)
    for person in world.sellers:
        standing(person, FIRST_MEETINGS, date(2026, 9, 28), "on_pace")
    everybody_has(world, FIRST_MEETINGS)
    judged(FIRST_MEETINGS, world.sellers, low=0.4, high=1.1, on=date(2026, 10, 9))
    found([candidate(FIRST_MEETINGS, "suggestive")], week_on=date(2026, 9, 28))
    found([candidate(FIRST_MEETINGS, "strong")])
    roll_up(ON)
    assert "A pilot drawn by lot showed" in said(world.managers[0])
    before = said(world.managers[0], QUARTER_BEFORE)
    assert "A pilot drawn by lot showed" not in before
    expected = (
        "goes with deals moving on sooner, not surely, among 40 sellers of the whole organisation, in 52 weeks up to"
    )
    assert f"{expected} 4 Oct" in before


def test_decisions_of_a_closed_quarter_are_counted_with_what_records_said_and_no_reason() -> None:
    """Of team one six are decided of, of team two three: the nine stand together below the leader alone."""
    world = quiet(TWO_TEAMS)
    one, two = world.sellers[:7], world.sellers[7:]
    for person in one[:3]:
        decided(person, FIRST_MEETINGS, "keep", "helping")
    decided(one[3], FIRST_MEETINGS, "tune", "too_early")
    decided(one[4], FIRST_MEETINGS, "retire", "not_helping")
    decided(one[5], FIRST_MEETINGS, "swap", "not_helping")
    decided(two[0], FIRST_MEETINGS, "swap", "cannot_tell")
    decided(two[1], FIRST_MEETINGS, "keep", "not_helping")
    decided(two[2], FIRST_MEETINGS, "keep", "helping", on=date(2026, 10, 7))  # of the running quarter
    decided(two[2], EARLY_TALKS, "retire", "not_helping")
    roll_up(ON)
    leader, manager, other = (said(key) for key in world.managers)
    six = "Of 6 decisions about “First meetings requested”: keep in 3, change the number in 1, swap in 1, retire in 1."
    for page in (leader, manager):  # the two of the other team join nothing
        assert six in page
        assert "Of the 3 to keep it, 3 had the verdict “helping” when it was decided." in page
        stopped = page.partition("What did not work")[2]
        assert "Of 6 decisions about “First meetings requested”, 2 stopped it." in stopped
        assert "Of the 2 that stopped it, 2 had the verdict “no sign that it helps”." in stopped
        assert "secretreason" not in page
    assert "decisions about" not in other


def test_what_is_too_small_alone_stands_together_with_other_activities() -> None:
    """Three decided of one activity, three others of another: six sellers together."""
    world = quiet(Plot((None, 0), (1,) * 8, seed=3))
    for person in world.sellers[:3]:
        decided(person, FIRST_MEETINGS, "keep")
    for person in world.sellers[3:6]:
        decided(person, EARLY_TALKS, "retire")
    roll_up(ON)
    page = said(world.managers[1])
    assert "Of 6 decisions about “these”" not in page
    assert "Of 6 decisions about these: keep in 3, retire in 3." in page
    assert "First meetings" not in page


def test_where_an_activity_began_and_ended_is_counted_of_those_who_had_it() -> None:
    world = quiet(Plot((None, 0), (1,) * 8, seed=3))
    spans = [
        (date(2026, 6, 1), None),
        (date(2026, 6, 1), date(2026, 9, 1)),
        (date(2026, 9, 7), None),
        (date(2026, 9, 7), date(2026, 9, 20)),
        (date(2026, 7, 6), None),
        (date(2026, 10, 12), None),
    ]
    for person, (starts_on, ends_on) in zip(world.sellers, spans, strict=False):
        Plan.objects.create(person_id=person, metric_key=FIRST_MEETINGS, target=3, starts_on=starts_on, ends_on=ends_on)
    Plan.objects.create(
        person_id=world.sellers[6], metric_key=FIRST_MEETINGS, target=3, starts_on=date(2026, 9, 7), is_draft=True
    )
    roll_up(ON)
    expected = "Of 5 sellers who had “First meetings requested” in the quarter, 3 began with it and for 2 it ended."
    assert expected in said(world.managers[1])


def test_execution_is_compared_with_the_four_weeks_before() -> None:
    world = quiet(Plot((None, 0), (1,) * 6, seed=3))
    for back in range(8):
        for place, person in enumerate(world.sellers):
            status = "on_pace" if place < (4 if back < 4 else 2) else "behind"
            standing(person, FIRST_MEETINGS, LAST_WEEK - timedelta(weeks=back), status)
    roll_up(ON)
    sentence = (
        "In the newest four closed weeks, up to 22 Nov, activities were executed in 16 of 24 cases; in the four "
        "weeks before in 8 of 24."
    )
    page = said(world.managers[1])
    assert page.count(sentence) == 3  # among the signs, in the paragraph, and with what it stands on
    assert page.index("Whether activities are executed") < page.index("Results, last") < page.index("What to say")


def test_every_sentence_of_the_page_stands_in_the_sections_of_a_pack() -> None:
    world = quiet(TWO_TEAMS)
    everybody_has(world, *HIAS)
    found([candidate(FIRST_MEETINGS, "strong"), candidate(EARLY_TALKS, "none")])
    for person in world.sellers:
        decided(person, FIRST_MEETINGS, "swap", "not_helping")
    roll_up(ON)
    page = story_page(Viewer(world.managers[0], world.managers[0], False, ON), None)
    lines = {line for section in story_sections(page.story) for line in section.lines}
    html = entered(world.managers[0]).get("/leadership/story/").content.decode()
    shown = words(html)
    for part in page.story.parts:
        for card in part.cards:
            assert {card.title, *card.lines} <= lines
            assert all(line in shown for line in card.lines), card
    for one in page.story.paragraph:
        assert one.sentence in lines
        assert one.sentence in shown
        assert all(f'id="{card.key}"' in html for card in one.stands_on)
    assert {part.title for part in page.story.parts} <= {section.title for section in story_sections(page.story)}
    (picture,) = [one for section in story_sections(page.story) for one in section.pictures]
    assert (picture.done[-1], picture.expected[-1]) == (26, 26)


def test_what_did_not_work_has_the_weight_of_what_did() -> None:
    """The same tag, classes and heading for either, and both in the paragraph."""
    world = quiet(TWO_TEAMS)
    everybody_has(world, *HIAS)
    found([candidate(FIRST_MEETINGS, "strong"), candidate(EARLY_TALKS, "none")])
    roll_up(ON)
    client = entered(world.managers[0])
    html = client.get("/leadership/story/").content.decode()
    opens = [tag for tag in findall(r"<article[^>]*>", html) if 'id="activity-' in tag]
    assert len(opens) == 3  # both activities, and the one that did not work once more
    assert len({sub(r'id="[^"]*"', "", tag) for tag in opens}) == 1
    assert len(findall(r"<h2 id=\"(worked|stopped)\">", html)) == 2
    text = html.partition("<textarea")[2].partition("</textarea>")[0]
    assert "“First meetings requested” moved deals on" in text
    assert "No sign of “Early-stage conversations started”." in text
    assert text.rstrip().endswith("No amount of revenue is claimed for any of it.")


def test_operations_read_the_whole_organisation_and_others_nothing() -> None:
    world = quiet(Plot((None, None), (0,) * 5 + (1,) * 6, seed=3))
    everybody_has(world, FIRST_MEETINGS)
    roll_up(ON)
    olga = Person.objects.create(name="Olga Orth", slug="olga", email="olga@example.com", is_operations=True)
    assert "11 of 11 sellers here who have" in said(olga.pk)
    assert "5 of 5 sellers here who have" in said(world.managers[0])
    assert entered(world.sellers[0]).get("/leadership/story/").status_code == 404


def test_nobody_is_named_and_no_look_is_noted() -> None:
    world = quiet(TWO_TEAMS)
    everybody_has(world, *HIAS)
    roll_up(ON)
    page = said(world.managers[0])
    assert not [name for name in Person.objects.values_list("name", flat=True) if name in page]
    assert not LookLine.objects.exists()


def test_an_unknown_quarter_is_the_running_one_and_an_old_week_is_said_to_be_old() -> None:
    world = quiet(TWO_TEAMS)
    roll_up(ON - timedelta(days=7))
    for stated in ("", "2026-07-07", "soon"):
        page = said(world.managers[0], f"/leadership/story/?quarter={stated}")
        assert "Q4 2026, closed weeks 5 Oct to 22 Nov" in page
        assert "Not up to date" in page
    assert "Q3 2026, closed weeks 31 Aug to 4 Oct" in said(world.managers[0], QUARTER_BEFORE)


def test_the_page_asks_as_many_statements_for_many_sellers_as_for_few() -> None:
    counts = []
    for teams in (2, 9):
        Person.objects.all().delete()
        for model in (Organisation, RampStep, CountedMetric):
            model.objects.all().delete()
        world = quiet(Plot((None, *[0] * teams), tuple(1 + n % teams for n in range(6 * teams)), seed=1))
        everybody_has(world, *HIAS)
        for person in world.sellers:
            decided(person, FIRST_MEETINGS, "keep")
        roll_up(ON)
        client = entered(world.managers[0])
        client.get("/leadership/story/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/leadership/story/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40, counts


def test_here_means_the_same_sellers_in_one_card() -> None:
    """A manager of six reads of 40 sellers, who are those of the whole organisation."""
    world = quiet(TWO_TEAMS)
    everybody_has(world, FIRST_MEETINGS)
    found([candidate(FIRST_MEETINGS, "strong")])
    roll_up(ON)
    page = said(world.managers[2])
    assert set(findall(r"(\d+) sellers here", page)) == {"6"}
    assert "among 40 sellers of the whole organisation" in page
