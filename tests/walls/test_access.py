"""Who may open what: every address of the house, for every kind of viewer, about every kind of person, in every form.

The wrong person gets what an unknown address gives them, to the byte, and nothing changes. No page says a word that its
viewer may not know.
"""

import re
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from fairway.audit.models import LookLine
from fairway.studio.queries import choosing
from tests.walls import access_house as org
from tests.walls.access_house import PEOPLE, VIEWERS, House
from tests.walls.access_table import PAGE, RULES, TABLE, Route, names_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # who may see what does not hang on the database
# The same page as a browser asks for it, and as a fragment, as JSON and narrowed all at once.
FORMS: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    ({}, {}),
    ({"format": "json", "span": "13w", "week": "2026-W24"}, {"HX-Request": "true", "Accept": "application/json"}),
)
FEW = ("anonymous", "sue", "mia", "max", "ola")
OTHER_METHODS = ("put", "patch", "delete", "options")
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.I)
CELLS: Counter[str] = Counter()


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """One organisation for the whole table; each test works on it and leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield org.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True, scope="module")
def chosen_once() -> Iterator[None]:
    """What could be chosen for a seller is worked out once: who may see it is asked anew each time."""
    kept: dict[Any, Any] = {}
    work = choosing.choice_of

    def choice_of(person: Any, on: Any, **more: Any) -> Any:
        key = (person.key, on, repr(sorted(more.items())))
        if key not in kept:
            kept[key] = work(person, on, **more)
        return kept[key]

    with patch.object(choosing, "choice_of", choice_of):
        yield


def asked(house: House, viewer: str, method: str, address: str, *, undone: bool = True, **given: Any) -> HttpResponse:
    """One request that leaves neither the database nor the viewer's client changed; unless the caller undoes it."""
    client = house.clients[viewer]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(address, **given)
        client.cookies = SimpleCookie(cookies)
        if not response.streaming:
            response.content  # noqa: B018  (rendered inside the transaction)
        transaction.set_rollback(undone)
    CELLS["requests"] += 1
    return response


def body_of(response: HttpResponse) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return bytes(content).decode(errors="replace")


def may(route: Route, viewer: str, subject: str) -> bool:
    """What the table says, for somebody who is let in."""
    return subject != "nobody-there" and RULES[route.who](viewer, subject)


def test_every_address_stands_in_the_table_and_nothing_else_does() -> None:
    assert sorted(names_of()) == sorted(TABLE)


def test_it_finds_an_address_that_was_forgotten() -> None:
    added = [path("sellers/<slug:slug>/secrets/", lambda request, slug: HttpResponse(), name="secrets")]
    assert set(names_of([*added])) - set(TABLE) == {"secrets"}


@pytest.mark.parametrize("name", sorted(TABLE))
def test_it_shows_each_page_to_those_who_may_and_to_nobody_else(name: str, house: House) -> None:
    route = TABLE[name]
    for subject in route.subjects:
        address = reverse(name, args=route.args(house, subject))
        for viewer in VIEWERS:
            # Every form of the page about one person, the plain page about all.
            for query, headers in FORMS if subject == route.subjects[0] else FORMS[:1]:
                response = asked(house, viewer, "get", address, query_params=query, headers=headers)
                require_answer(house, route, (viewer, subject), response, statuses=route.get)
                require_nothing_inline(response, address)
                if viewer in FEW and subject == route.subjects[0] and not query:
                    require_same_headers_alone(house, viewer, address, response)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_it_takes_changes_from_those_who_may_and_from_nobody_else(name: str, house: House) -> None:
    route = TABLE[name]
    # Where a page takes no form, posting to it is opening it: tried by few, as opening it was by all.
    is_form = route.post != PAGE
    for subject in route.subjects if is_form else route.subjects[:1]:
        address = reverse(name, args=route.args(house, subject))
        for viewer in VIEWERS if is_form else FEW:
            is_let_in = may(route, viewer, subject)
            for data in (
                (route.body, {**route.body, "confirm": "yes"}) if is_let_in else ({**route.body, "confirm": "yes"},)
            ):
                response = asked(house, viewer, "post", address, data=data)
                require_answer(house, route, (viewer, subject), response, statuses=route.post)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_it_answers_no_other_method(name: str, house: House) -> None:
    route = TABLE[name]
    address = reverse(name, args=route.args(house, route.subjects[0]))
    for viewer in FEW:
        for method in OTHER_METHODS:
            assert asked(house, viewer, method, address).status_code == 405
            CELLS["cells"] += 1


def require_answer(
    house: House, route: Route, who: tuple[str, str], response: HttpResponse, *, statuses: tuple[int, ...]
) -> None:
    """The answer the table asks for, and no word in it that the viewer may not know."""
    viewer, subject = who
    CELLS["cells"] += 1
    where = f"{viewer}: {response.request['REQUEST_METHOD']} {response.request['PATH_INFO']}"  # type: ignore[attr-defined]
    text = body_of(response)
    require_silence(viewer, text, where)
    status, target = response.status_code, response.get("Location", "")
    if not org.enters(viewer) and not route.is_open and status != 405:
        assert status == 302, where
        assert target.startswith("/log-in/?next="), where
    elif viewer == "nia" and status == 302 and not route.is_open:
        assert target in {"/me/privacy/", "/"}, where
    elif statuses == (405,):
        assert status == 405, where
    elif may(route, viewer, subject) or (route.is_open and route.who == "everyone"):
        assert status in statuses, f"{where} was answered {status}"
    else:
        assert status == 404, f"{where} was answered {status}"
        assert text == unknown(house, viewer), where


def require_same_headers_alone(house: House, viewer: str, address: str, page: HttpResponse) -> None:
    """A question for the headers is answered as the question for the page was."""
    head = asked(house, viewer, "head", address)
    assert (head.status_code, head.get("Location")) == (page.status_code, page.get("Location")), f"{viewer}: {address}"
    assert body_of(head) == "", f"{viewer}: {address}"
    CELLS["cells"] += 1


def require_nothing_inline(response: HttpResponse, address: str) -> None:
    """No page carries a script or a style of its own, and none would run."""
    if not response["Content-Type"].startswith("text/html"):
        return
    assert not INLINE.search(body_of(response)), address
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy, address
    assert "script-src 'self'" in policy, address


def unknown(house: House, viewer: str) -> str:
    """What an address that nothing has gives a viewer."""
    if viewer not in house.unknown:
        house.unknown[viewer] = body_of(asked(house, viewer, "get", "/nothing/has/this/address/"))
    return house.unknown[viewer]


def require_silence(viewer: str, text: str, where: str) -> None:
    """No name, address or kind of absence of somebody whom the viewer may not know by it."""
    by_name = org.may_know_by_name(viewer) if viewer in PEOPLE else set(PEOPLE) if viewer == "root" else set()
    for word in set(re.findall(r"\b([a-z]+)qx\b", text)) & {*PEOPLE, *(f"kind{who}" for who in PEOPLE)}:
        is_kind = word.startswith("kind") and word not in PEOPLE
        person = word.removeprefix("kind") if is_kind else word
        is_known = person == viewer or org.is_operations(viewer) or (not is_kind and person in by_name)
        assert org.enters(viewer), f"{where} says {word!r}"
        assert is_known, f"{where} says {word!r}"
    if words := set(re.findall(r"\b([a-z]+)qx\b", text)) & org.OWN_WORDS:
        told = {"notesam"} if viewer == org.BESIDE else set()  # of a session they are the co-coach of
        assert viewer == "sam" or org.direct(viewer, "sam") or words <= told, f"{where} says {words}"
    assert "reviewlea_mia" not in text or viewer in {"lea", "mia"}, f"{where} says what stands in a review"
    assert "seenmiaqx" not in text or viewer in {"mia", "lea"}, f"{where} says what was observed"
    assert "answersamqx" not in text or viewer in org.PAIR, f"{where} says what was written in a pair"
    for person in set(re.findall(r"mailqx-([a-z]+)", text)):
        assert person == viewer or org.is_operations(viewer), f"{where} says the address of {person}"


def looked_at(house: House, viewer: str, method: str, address: str, **given: Any) -> tuple[HttpResponse, set[str]]:
    """One request, and whom it wrote down as looked at by the viewer."""
    people = {key: who for who, key in house.keys.items()}
    with transaction.atomic():
        response = asked(house, viewer, method, address, undone=False, **given)
        lines = LookLine.objects.filter(viewer_id=house.users[viewer], on=house.today)
        found = {people[key] for key in lines.values_list("subject_key", flat=True)}
        transaction.set_rollback(True)
    return response, found


def told_of(route: Route, viewer: str, response: HttpResponse) -> set[str]:
    """Of whom an answer tells its viewer something, by the names in it; themselves left out."""
    text = body_of(response)
    shown = text.partition("<main")[2] or text  # without a frame round it, as a file or JSON is, all of it counts
    named = set(re.findall(r"\b([a-z]+)qx\b", shown)) & set(PEOPLE)
    return named & set(named if route.tells_of is None else route.tells_of) - {viewer}


def test_it_reads_of_whom_a_page_tells_with_a_frame_round_it_or_without(house: House) -> None:
    for query in ({}, {"format": "json"}):
        response, looked = looked_at(house, "mia", "get", "/board/", query_params=query)
        assert told_of(TABLE["desk:board"], "mia", response) == looked == org.on_board("mia"), query


@pytest.mark.parametrize("name", sorted(name for name, route in TABLE.items() if not route.is_open))
def test_it_writes_down_a_look_at_everybody_of_whom_it_shows_something(name: str, house: House) -> None:
    route = TABLE[name]
    address = reverse(name, args=route.args(house, route.subjects[0]))
    for viewer in ("mia", "ola"):
        for method, given in (("get", {}), ("post", {"data": route.body})):
            response, looked = looked_at(house, viewer, method, address, **given)
            told = told_of(route, viewer, response)
            assert told - looked == set(), f"{viewer}: {method} {address}"
            CELLS["looks"] += len(told)
            CELLS["looked for"] += 1


def linked(text: str) -> set[str]:
    """The people whose pages a page leads to."""
    return set(re.findall(r'href="/sellers/([a-z]+)/"', text)) - {"drafts"}


def test_the_board_shows_exactly_the_people_below(house: House) -> None:
    for viewer in VIEWERS:
        if not org.enters(viewer) or not (org.is_operations(viewer) or org.manages_anyone(viewer)):
            continue
        text = body_of(asked(house, viewer, "get", "/board/"))
        shown = linked(text)
        assert shown == org.on_board(viewer), viewer
        answer = asked(house, viewer, "get", "/board/", query_params={"format": "json"}).json()
        assert {seller["seller_id"] for seller in answer["sellers"]} == {f"n-{who}" for who in org.on_board(viewer)}


def test_the_board_of_another_manager_is_open_to_those_above_and_to_operations(house: House) -> None:
    for viewer in VIEWERS:
        for manager in (*PEOPLE, "nobody-there"):
            response = asked(house, viewer, "get", "/board/", query_params={"manager": f"n-{manager}"})
            CELLS["cells"] += 1
            has_board = org.is_operations(viewer) or org.manages_anyone(viewer)
            is_theirs = manager == viewer or org.above(viewer, manager) or org.is_operations(viewer)
            if not org.enters(viewer):
                assert response.status_code == 302
            elif manager in PEOPLE and has_board and is_theirs:
                assert response.status_code == 200
                shown = linked(body_of(response))
                assert shown == {who for who in org.on_board("root") if org.above(manager, who)}, (viewer, manager)
            elif viewer != "nia":
                assert response.status_code == 404, (viewer, manager)
                assert body_of(response) == unknown(house, viewer)


def test_a_page_that_breaks_says_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError(f"{org.name_of('sam')} {org.KIND['sam']}")

    monkeypatch.setattr("fairway.desk.views.seller.standings_for", breaks)
    client = Client(raise_request_exception=False)
    client.cookies = house.clients["mia"].cookies
    response = client.get("/sellers/sam/")
    assert response.status_code == 500
    assert "samqx" not in body_of(response)


def test_it_leaves_the_organisation_as_it_was(house: House) -> None:
    """The last word: nothing that was refused above, and nothing that was only shown, has changed a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM audit_auditline")
        assert cursor.fetchone()[0] == 3  # a target, a metric and a session, when the house was built
    assert CELLS["looks"] > 0 or not CELLS["looked for"]
    print(
        f"access table: {len(TABLE)} addresses, {len(VIEWERS)} viewers, {CELLS['cells']} cells, {CELLS['looks']} looks"
    )
