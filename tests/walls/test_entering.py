"""The way in: log-in with its limits, forgotten passwords, invitations; and everything that must not let anybody in."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fairway.exchange.models import Source, Upload
from fairway.people.actions.accounts import NoAddress, account_of, invite
from fairway.people.models import Identity, LogInAttempt, Organisation, Person, ReportingLine, User
from fairway.people.queries.accounts import AccountState, account_states
from tests.walls.access_table import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # doors and forms do not hang on the database
PASSWORD, OTHER = "four horses on a hill", "a different long phrase"
TODAY = date.today()  # noqa: DTZ011  (a day more or less is tried on purpose below)


def person(name: str = "Ann", **other: Any) -> Person:
    return Person.objects.create(
        name=f"{name} Abel", slug=name.lower(), email=f"{name.lower()}@example.com", has_read_notice=True, **other
    )


def account(name: str = "Ann", **other: Any) -> User:
    user = account_of(person(name, **other).pk)
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(client: Client, email: str = "ann@example.com", password: str = PASSWORD, **data: str) -> HttpResponse:
    return client.post("/log-in/", {"login": email, "password": password, **data})  # type: ignore[return-value]


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_the_right_password_lets_in_and_logging_out_is_a_form() -> None:
    account()
    client = Client()
    assert log_in(client).headers["Location"] == "/"
    assert is_in(client)
    assert client.get("/log-out/").status_code == 200
    assert is_in(client)
    client.post("/log-out/")
    assert not is_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [("ann@example.com", "wrong password"), ("nobody@example.com", PASSWORD), ("ann@example.com", ""), ("", PASSWORD)],
)
def test_anything_else_does_not(email: str, password: str) -> None:
    account()
    client = Client()
    assert log_in(client, email, password).status_code == 200
    assert not is_in(client)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike() -> None:
    account()
    pages = []
    for email in ("ann@example.com", "nobody@example.com"):
        page = log_in(Client(), email, "wrong password").content.decode()
        pages.append(re.sub(r'value="[^"]*"', "", page))
    assert pages[0] == pages[1]


def test_after_five_wrong_tries_the_right_password_waits_whatever_process_counted_them() -> None:
    account()
    for _ in range(5):
        assert log_in(Client(), password="wrong password").status_code == 200
    assert LogInAttempt.objects.exists()  # in the database, so that every process sees the same count
    client = Client()
    page = log_in(client).content.decode()
    assert "Too many failed login attempts" in page
    assert not is_in(client)


def test_one_machine_trying_many_addresses_is_stopped_too() -> None:
    account()
    for number in range(10):
        log_in(Client(), f"nobody{number}@example.com", "wrong password")
    client = Client()
    log_in(client)
    assert not is_in(client)
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    log_in(elsewhere)
    assert is_in(elsewhere)


def test_too_many_forms_are_answered_with_a_page_of_ours() -> None:
    account()
    answers = [log_in(Client(), "", "").status_code for _ in range(31)]
    assert answers[-1] == 429
    page = log_in(Client()).content.decode()
    assert "Too many attempts" in page
    assert "<style" not in page


@pytest.mark.parametrize(
    "goal",
    ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example", "http:///x"],
)
def test_log_in_leads_nowhere_else(goal: str) -> None:
    account()
    assert log_in(Client(), next=goal).headers["Location"] == "/"
    inside = Client()
    log_in(inside)
    for address in ("/log-in/", "/password/forgotten/"):
        target = inside.get(address, {"next": goal}).headers.get("Location", "/")
        assert target.startswith("/")
        assert "elsewhere" not in target


def test_log_in_leads_back_to_the_page_that_was_asked_for() -> None:
    account()
    first = Client().get("/changes/").headers["Location"]
    assert first == "/log-in/?next=/changes/"
    assert log_in(Client(), next="/changes/").headers["Location"] == "/changes/"


def test_nobody_makes_an_account_for_themselves() -> None:
    account()
    for address in ("/signup/", "/accounts/signup/", "/log-in/signup/"):
        assert Client().get(address).status_code == 404
    names = [name for name in TABLE if "signup" in name]
    assert names == []


def link_of(mail: EmailMessage) -> str:
    return re.search(r"https?://testserver(/\S+)", mail.body)[1]  # type: ignore[index]


def test_a_forgotten_password_is_set_anew_by_mail_once_and_ends_every_session(mailoutbox: list[EmailMessage]) -> None:
    account()
    elsewhere = Client()
    log_in(elsewhere)
    client = Client()
    assert client.post("/password/forgotten/", {"email": "ann@example.com"}).headers["Location"].endswith("/sent/")
    [mail] = mailoutbox
    page = client.get(link_of(mail), follow=True)
    form = page.request["PATH_INFO"]
    assert "Choose a new password" in page.content.decode()
    weak = client.post(form, {"password1": "short", "password2": "short"}).content.decode()
    assert "too short" in weak
    client.post(form, {"password1": OTHER, "password2": OTHER})
    assert not is_in(elsewhere)
    fresh = Client()
    log_in(fresh)
    assert not is_in(fresh)
    log_in(fresh, password=OTHER)
    assert is_in(fresh)
    assert "used up" in Client().get(link_of(mail), follow=True).content.decode()


def test_an_unknown_address_gets_no_mail_and_the_same_answer(mailoutbox: list[EmailMessage]) -> None:
    account()
    answers = [Client().post("/password/forgotten/", {"email": f"{who}@example.com"}) for who in ("ann", "nobody")]
    assert [mail.to for mail in mailoutbox] == [["ann@example.com"]]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_an_invitation_lets_in_once() -> None:
    key = person().pk
    address = f"/invitation/{invite(key, actor_id=None)}/"
    client = Client()
    page = client.get(address).content.decode()
    assert "Welcome, Ann Abel" in page
    assert 'value="ann@example.com"' in page
    assert client.post(address, {"password": "short"}).status_code == 200
    assert not is_in(client)
    client.post(address, {"password": PASSWORD})
    assert is_in(client)
    for spent in (Client().get(address), Client().post(address, {"password": OTHER})):
        assert spent.status_code == 410
        page = spent.content.decode()
        assert "This link is used up" in page
        assert 'href="/log-in/"' in page
        assert "Ann" not in page
    again = Client()
    log_in(again)
    assert is_in(again)


def test_an_invitation_ends_after_a_week_and_with_the_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    someone = person()
    token = invite(someone.pk, actor_id=None)
    Person.objects.update(left_on=TODAY - timedelta(days=2))
    assert Client().get(f"/invitation/{token}/").status_code == 410
    Person.objects.update(left_on=None)
    assert Client().get(f"/invitation/{token}/").status_code == 200
    assert Client().get(f"/invitation/{token[:-2]}xx/").status_code == 404
    import time

    later = time.time() + 8 * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert Client().get(f"/invitation/{token}/").status_code == 410


def test_two_people_with_one_address_do_not_share_an_account() -> None:
    account()
    twin = person("Twin")
    twin.email = "ANN@example.com"
    twin.save()
    with pytest.raises(NoAddress, match="has the address of Ann Abel's account"):
        invite(twin.pk, actor_id=None)


def test_an_inactive_account_and_a_past_last_day_end_at_a_page_that_says_so() -> None:
    user = account()
    account("Lev", left_on=TODAY - timedelta(days=2))
    user.is_active = False
    user.save()
    for email in ("ann@example.com", "lev@example.com"):
        client = Client()
        assert log_in(client, email).headers["Location"] == "/log-in/closed/"
        assert not is_in(client)
    page = Client().get("/log-in/closed/").content.decode()
    assert "This account is closed" in page


def demonstration(settings: LazySettings, *, is_open: bool, is_demonstration: bool) -> None:
    settings.IS_DEMO_LOGIN_OPEN = is_open
    Organisation.objects.create(name="Demo", is_demonstration=is_demonstration)
    account("Real")
    someone = person("Sam")
    Identity.objects.create(person=someone, source="demo", native_id="sam")


@pytest.mark.parametrize(("is_open", "is_demonstration"), [(False, False), (False, True), (True, False)])
def test_one_click_log_in_cannot_be_reached_outside_the_demonstration(
    settings: LazySettings, is_open: bool, is_demonstration: bool
) -> None:
    demonstration(settings, is_open=is_open, is_demonstration=is_demonstration)
    client = Client()
    assert client.post("/log-in/as/", {"slug": "sam"}).status_code == 404
    assert "Continue as" not in client.get("/log-in/").content.decode()
    assert not is_in(client)


def test_one_click_log_in_enters_as_people_of_the_demonstration_and_as_nobody_else(settings: LazySettings) -> None:
    demonstration(settings, is_open=True, is_demonstration=True)
    client = Client()
    assert "Continue as Sam" in client.get("/log-in/").content.decode()
    assert client.post("/log-in/as/", {"slug": "real"}).status_code == 404
    assert not is_in(client)
    assert client.get("/log-in/as/").status_code == 405
    client.post("/log-in/as/", {"slug": "sam"})
    assert is_in(client)


@pytest.mark.parametrize(
    ("is_demonstration", "state"), [(True, AccountState.ACTIVE), (False, AccountState.NONE)], ids=["demo", "real"]
)
def test_whoever_has_a_button_on_the_demonstration_can_log_in(
    settings: LazySettings, is_demonstration: bool, state: AccountState
) -> None:
    demonstration(settings, is_open=True, is_demonstration=is_demonstration)
    sam = Person.objects.get(slug="sam")
    assert account_states([sam.pk])[sam.pk].state is state
    Client().post("/log-in/as/", {"slug": "sam"})
    assert account_states([sam.pk])[sam.pk].state is state
    other = person("Zed")
    Identity.objects.create(person=other, source="demo", native_id="zed")  # a second seller has no button
    assert account_states([other.pk])[other.pk].state is AccountState.NONE


def test_real_records_in_the_demonstration_end_one_click_log_in_and_whoever_came_in_by_it(
    settings: LazySettings,
) -> None:
    demonstration(settings, is_open=True, is_demonstration=True)
    Source.objects.create(name="demo", kind="demo")
    clicked, with_password = Client(), Client()
    clicked.post("/log-in/as/", {"slug": "sam"})
    log_in(with_password, "real@example.com")
    assert is_in(clicked)
    Source.objects.create(name="folder", kind="folder")
    assert not is_in(clicked)
    assert is_in(with_password)
    assert Client().post("/log-in/as/", {"slug": "sam"}).status_code == 404
    assert "Continue as" not in Client().get("/log-in/").content.decode()


@pytest.mark.parametrize("address", ["/setup/file/", "/setup/crm/"])
def test_the_demonstration_takes_no_real_records_through_a_page(settings: LazySettings, address: str) -> None:
    demonstration(settings, is_open=True, is_demonstration=True)
    Person.objects.filter(slug="sam").update(is_operations=True)
    client = Client()
    client.post("/log-in/as/", {"slug": "sam"})
    file = SimpleUploadedFile("sellers.csv", b"seller_id,name\ns1,Sally\n")
    page = client.post(address, {"files": file, "url": "http://127.0.0.1:9", "key": "k"}, follow=True).content.decode()
    assert "This is the demonstration" in page
    assert not Source.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("name", sorted(name for name, route in TABLE.items() if route.post != (405,)))
def test_no_form_is_taken_without_its_token(name: str) -> None:
    user = account("Ola", is_operations=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    route = TABLE[name]
    arguments = {
        "key": 1,
        "slug": "ola",
        "person_slug": "ola",
        "hia_slug": "x",
        "token": "x",
        "name": "x",
        "uidb36": "1",
        "part": "own_read",
        "module": "where-you-stand",
        "word": "check",
        "item": "working",
        "form": "html",
        "do": "open",
    }
    address = address_of(name, arguments)
    response = client.post(address, dict(route.body))
    assert response.status_code == 403, address
    assert "This form had grown too old" in response.content.decode()


def address_of(name: str, arguments: dict[str, object]) -> str:
    from django.urls import get_resolver

    inner = get_resolver()
    namespace, _, short = name.rpartition(":")
    if namespace:
        inner = inner.namespace_dict[namespace][1]
    [(_, wanted)] = inner.reverse_dict.getlist(short)[0][0][:1]
    given = {
        one: ("1-x" if name == "account_reset_password_from_key" and one == "key" else arguments[one]) for one in wanted
    }
    return reverse(name, kwargs=given)


def revoked(change: str, mona: Person, ann: Person) -> None:
    """One way in which somebody stops being allowed to see."""
    line = ReportingLine.objects.get(person=ann)
    yesterday = timezone.now().date() - timedelta(days=2)
    if change == "the manager changed":
        line.valid_to_on = yesterday
        line.save()
    elif change == "the acting time is over":
        line.kind, line.valid_to_on = "acting", yesterday
        line.save()
    elif change == "the manager left":
        Person.objects.filter(pk=mona.pk).update(left_on=yesterday)
    elif change == "the account was closed":
        User.objects.filter(person=mona).update(is_active=False)
    elif change == "the role was taken back":
        Person.objects.filter(pk=mona.pk).update(is_operations=False)
    elif change == "the account was taken from the person":
        Person.objects.filter(pk=mona.pk).update(user=None)


@pytest.mark.parametrize(
    "change",
    [
        "the manager changed",
        "the acting time is over",
        "the manager left",
        "the account was closed",
        "the role was taken back",
        "the account was taken from the person",
    ],
)
def test_revocation_holds_from_the_next_request(change: str) -> None:
    from fairway.people.actions.spans import rebuild_spans

    is_operations = change == "the role was taken back"
    user = account("Mona", is_operations=is_operations)
    mona, ann = user.person, person("Ann")
    ReportingLine.objects.create(person=ann, manager=None if is_operations else mona)
    rebuild_spans()
    client = Client()
    client.force_login(user)
    assert client.get("/sellers/ann/").status_code == 200
    revoked(change, mona, ann)
    rebuild_spans()
    response = client.get("/sellers/ann/")
    assert response.status_code == 404 or response.headers["Location"].startswith("/log-in/")
    assert "Ann Abel" not in response.content.decode()
