"""Taking the page along: the same figures behind the same door, in four files, and it is written down who took them."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO

import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from pptx import Presentation

from fairway.audit.models import AuditLine, ChangedPerson, LookLine
from fairway.commitments.models import Commitment, Obstacle
from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.packs import printing
from fairway.leadership.packs.tests.invented import HAS_PANGO
from fairway.leadership.reviews.actions import Wish, plan_review
from fairway.people.models import Organisation, Person
from tests.leadership.organisations import ON, Plot, World, build
from tests.leadership.test_the_page import TWO_TEAMS, _tall, asked_of, entered, without_obstacles

pytestmark = pytest.mark.django_db
FORMS = tuple(form for form in ("pdf", "xlsx", "pptx", "html") if form != "pdf" or HAS_PANGO)
STARTS = {"pdf": b"%PDF-", "xlsx": b"PK", "pptx": b"PK", "html": b"<!doctype html>"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 27, 12, tzinfo=UTC))


def taken(person_key: int, form: str = "html", path: str = "", **more: str) -> HttpResponse:
    return entered(person_key).get(f"/leadership/{path}pack/{form}/", more)


def words(answer: HttpResponse) -> str:
    """What an HTML file says."""
    return " ".join(html.document_fromstring(answer.content).find(".//main").text_content().split())


@pytest.mark.parametrize("form", FORMS)
def test_each_file_is_sent_as_a_file_with_a_plain_name(form: str) -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    for path, name in (("", "fairway-results-and-support-q4-2026"), ("managers/m1/", "fairway-manager-1-results-and")):
        answer = taken(world.managers[0], form, path)
        assert answer.status_code == 200
        assert answer.content.startswith(STARTS[form])
        assert re.fullmatch(rf'attachment; filename="{name}[a-z0-9-]*\.{form}"', answer["Content-Disposition"])
        assert not answer["Content-Type"].startswith("text/html")  # nothing a browser would open as a page of ours


@pytest.mark.parametrize("form", FORMS)
def test_whoever_may_not_open_the_page_gets_no_file(form: str) -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    for who, path in (
        (world.sellers[0], ""),
        (world.sellers[0], "managers/m1/"),
        (world.managers[1], "managers/m0/"),
        (world.managers[1], "managers/m2/"),
        (world.managers[0], "managers/s0/"),
        (world.managers[0], "managers/nobody/"),
    ):
        assert taken(who, form, path).status_code == 404
    assert not AuditLine.objects.filter(action="take_pack").exists()
    assert not LookLine.objects.filter(page="pack").exists()


@pytest.mark.parametrize("form", ["doc", "PDF", "../pdf", "csv", "%00"])
def test_an_unknown_form_is_no_address(form: str) -> None:
    world = without_obstacles(TWO_TEAMS)
    assert taken(world.managers[0], form).status_code == 404


def test_it_says_what_the_page_says_in_the_same_order() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    page = entered(world.managers[0]).get("/leadership/").content.decode()
    pairs = re.findall(
        r'<dt class="note">([^<]+)</dt><dd class="big figures">(.*?)</dd>(<dd class="note">[^<]*)?', page
    )
    on_page = [(name, _plain(value), _plain(why)) for name, value, why in pairs]
    assert len(on_page) == 3 * 16
    file = html.document_fromstring(taken(world.managers[0]).content)
    in_file = [
        (one.findtext("dt"), _plain(one.xpath("string(dd[1])")), _plain(one.xpath("string(dd[2])")))
        for one in file.xpath("//article//dl/div")
    ]
    # The page has the first figures of both halves before the others of both, the file one half after the other.
    assert sorted(in_file) == sorted(on_page)
    assert [part.text for part in file.xpath("//article/h3/bdi")] == ["Everybody below you", "Manager 1", "Manager 2"]
    questions = re.findall(r'Ask first:</span> <b class="strong">([^<]+)', page)
    assert [part.text for part in file.xpath("//p[@class='ask']/b")] == [unescape(one) for one in questions]


def _plain(marked: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", marked)).split())


def test_a_figure_that_is_hidden_on_the_page_is_hidden_in_every_file_with_its_reason() -> None:
    world = without_obstacles(Plot((None, 0), (1,) * 4))
    roll_up(ON)
    reason = "Not shown: it would tell of fewer than five sellers."
    for path in ("", "managers/m1/"):
        [said, book, slides] = [taken(world.managers[0], form, path).content for form in ("html", "xlsx", "pptx")]
        values = html.document_fromstring(said).xpath("//dd[@class='value']")
        assert {" ".join(value.text_content().split()) for value in values} == {"–"}
        assert reason in said.decode()
        sheet = openpyxl.load_workbook(BytesIO(book)).worksheets[0]
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
        assert reason in cells
        assert not any(isinstance(cell, int | float) for cell in cells)
        for slide in Presentation(BytesIO(slides)).slides:
            for shape in slide.shapes:
                if shape.has_chart:
                    assert {value for plot in shape.chart.plots for one in plot.series for value in one.values} == {
                        None
                    }
        if HAS_PANGO:
            document = pypdfium2.PdfDocument(taken(world.managers[0], "pdf", path).content)
            said_on_paper = " ".join(document[0].get_textpage().get_text_range().split())
            document.close()
            assert reason in said_on_paper
            assert not re.search(r"\b[1-4] of [1-4]\b", said_on_paper.partition(" Page ")[0])


def test_a_small_team_of_ones_own_stays_on_the_page() -> None:
    """Whoever is sent the file does not lead them."""
    world = without_obstacles(Plot((None, 0, 0), (1,) * 3 + (2,) * 6, seed=3))
    roll_up(ON)
    assert re.search(r"\d of 3", entered(world.managers[1]).get("/leadership/").content.decode().replace("<small>", ""))
    file = html.document_fromstring(taken(world.managers[1]).content)
    assert [part.text for part in file.xpath("//article/h3/bdi")] == ["Sellers you lead yourself"]
    assert {" ".join(value.text_content().split()) for value in file.xpath("//dd[@class='value']")} == {"–"}
    assert file.xpath("//figure//*[local-name()='rect']") == []
    whole = html.document_fromstring(taken(world.managers[2]).content)
    assert len({value.text_content() for value in whole.xpath("//dd[@class='value']")}) > 3  # six may be told


def test_what_waits_is_told_as_a_number_without_what_it_is_and_whom_it_is_about() -> None:
    world = without_obstacles(TWO_TEAMS)
    asked_of(world.managers[0], world.sellers[0], 11)
    asked_of(world.managers[0], world.sellers[9], 3)
    said = words(taken(world.managers[0]))
    assert "2 obstacles are asked of you; the oldest was asked 11 days ago." in said
    assert "Legal" not in said
    assert "Seller 0" not in said
    assert "1 obstacle is asked of whoever leads you; the oldest was asked 11 days ago." in words(
        taken(world.managers[1])
    )
    assert "asked of" not in words(taken(world.managers[0], path="managers/m1/"))


def test_no_name_of_a_seller_is_in_any_file() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    asked_of(world.managers[0], world.sellers[0], 11)
    Person.objects.filter(pk__in=world.sellers).update(name="Selma Sellerby")
    for form in FORMS:
        assert "Sellerby" not in _text(form, taken(world.managers[0], form).content)


def _text(form: str, content: bytes) -> str:
    if form == "pdf":
        document = pypdfium2.PdfDocument(content)
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return text
    if form == "xlsx":
        sheets = openpyxl.load_workbook(BytesIO(content))
        return " ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    if form == "pptx":
        slides = Presentation(BytesIO(content)).slides
        return " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    return content.decode()


def test_it_is_written_down_who_took_what_about_whom() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    client = entered(world.managers[0])
    client.head("/leadership/pack/html/")
    assert not AuditLine.objects.filter(action="take_pack").exists()
    client.get("/leadership/pack/xlsx/", {"quarter": "2026-07-06"})
    [line] = AuditLine.objects.filter(action="take_pack")
    assert line.detail == {"form": "xlsx", "quarter": "Q3 2026"}
    told = set(world.managers[1:])
    assert set(ChangedPerson.objects.filter(line=line).values_list("person_key", flat=True)) == told
    assert set(LookLine.objects.filter(page="pack").values_list("subject_key", flat=True)) == told
    assert "Results and support taken along as a file" in client.get("/changes/").content.decode()
    assert "as a file" in entered(world.managers[1]).get("/me/privacy/").content.decode()


def test_the_pack_of_a_leader_holds_the_leading_story_and_adoption_and_that_of_a_manager_below_does_not() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    whole, below = words(taken(world.managers[0])), words(taken(world.managers[0], path="managers/m1/"))
    for title in ("What to say, in one paragraph", "Adoption: Everybody below you", "Adoption: Manager 1"):
        assert title in whole
        assert title not in below
    assert whole.index("Managers, from A to Z") < whole.index("Adoption:") < whole.index("What each figure says")


@pytest.mark.parametrize("form", FORMS)
def test_a_review_is_taken_along_by_its_two_alone(form: str) -> None:
    world = without_obstacles(TWO_TEAMS)
    leader, manager, other = world.managers
    wish = Wish(leader, manager, "weekly", datetime(2026, 11, 30, 9, tzinfo=UTC))
    path = f"/leadership/reviews/{plan_review(wish, actor_id=None)}/pack/{form}/"
    answer = entered(manager).get(path)
    assert answer.content.startswith(STARTS[form])
    assert "fairway-weekly-review-manager-0-and-manager-1-mon-30-nov-2026" in answer["Content-Disposition"]
    assert "The number, last" in _text(form, answer.content)
    for nobody in (other, world.sellers[0]):
        assert entered(nobody).get(path).status_code == 404
    [line] = AuditLine.objects.filter(action="take_pack")
    assert line.detail == {"form": form}
    assert entered(leader).get(path.replace(form, "docx")).status_code == 404


def test_an_earlier_quarter_is_the_one_that_is_taken() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    answer = taken(world.managers[0], quarter="2026-07-06")
    assert "q3-2026" in answer["Content-Disposition"]
    assert "Closed weeks, 31 Aug to 4 Oct" in words(answer)
    page = entered(world.managers[0]).get("/leadership/?quarter=2026-07-06").content.decode()
    for form in FORMS:
        assert f'href="{reverse("leadership:pack", args=[form])}?quarter=2026-07-06"' in page
    page = entered(world.managers[0]).get("/leadership/managers/m1/").content.decode()
    assert f'href="{reverse("leadership:manager_pack", args=["m1", "pdf"])}?quarter=2026-10-05"' in page


def test_old_figures_say_that_they_are_old() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON - timedelta(days=7))
    said = words(taken(world.managers[0]))
    assert "Not up to date" in said
    assert "Weeks closed up to 15 Nov 2026." in said


@pytest.mark.parametrize("form", FORMS)
def test_before_the_first_night_the_file_says_what_will_stand_there(form: str) -> None:
    world = without_obstacles(TWO_TEAMS)
    text = " ".join(_text(form, taken(world.managers[0], form).content).split())
    assert "No week has been added up yet." in text
    assert "No closed week yet." in text


@pytest.mark.parametrize("form", FORMS)
def test_names_that_look_like_formulas_or_markup_are_names(form: str) -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    Person.objects.filter(pk=world.managers[1]).update(name="=cmd|' /C calc'!A0")
    Person.objects.filter(pk=world.managers[2]).update(name="<b>Zoë</b>\x01 =1+1")
    Organisation.objects.update(currency="=EX")
    answer = taken(world.managers[0], form)
    assert answer.status_code == 200
    if form == "xlsx":
        book = openpyxl.load_workbook(BytesIO(answer.content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert "=cmd|' /C calc'!A0" in [cell.value for cell in cells]
    if form != "html":
        assert "<b>Zoë</b>" in " ".join(_text(form, answer.content).split())


def test_where_no_pdf_can_be_made_the_page_and_the_answer_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(TWO_TEAMS)
    monkeypatch.setattr(printing, "find_spec", lambda name: None)
    printing._missing.cache_clear()
    page = entered(world.managers[0]).get("/leadership/managers/m1/").content.decode()
    assert "pip install" in page
    assert "/pack/pdf/" not in page
    answer = taken(world.managers[0], "pdf", "managers/m1/", quarter="2026-07-06")
    printing._missing.cache_clear()
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "pip install" in text
    assert "/leadership/managers/m1/pack/html/?quarter=2026-07-06" in text
    assert not AuditLine.objects.filter(action="take_pack").exists()


def test_it_asks_as_many_statements_for_many_managers_as_for_few() -> None:
    counts = []
    for teams in (2, 12):
        Person.objects.all().delete()
        world: World = _tall(teams)
        roll_up(ON)
        client = entered(world.managers[0])
        client.get("/leadership/pack/html/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/leadership/pack/html/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 85, counts


def test_operations_without_a_person_take_it_too() -> None:
    build(TWO_TEAMS)
    Commitment.objects.all().delete()
    Obstacle.objects.all().delete()
    roll_up(ON)
    olga = Person.objects.create(name="Olga Orth", slug="olga", email="olga@example.com", is_operations=True)
    said = words(taken(olga.pk))
    assert "Made for Olga Orth" in said
    assert "Managers, from A to Z" in said
    assert "Everybody below you" not in said
