"""Failures of a JSON server, told apart, with a real one on loopback."""

import json
from datetime import UTC, datetime

import pytest

from fairway.lib.http import JsonHttp, Lost, NotJsonError, RefusedError, UnreachableError
from fairway.lib.tests.listening import Answer, in_turn, listening

SECRET = "swordfish"
BUSY = Answer(status=429, payload={}, headers={"Retry-After": "2"})


class Waits(list[float]):
    """Takes the place of sleeping: remembers how long it would have taken."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def test_it_gives_the_payload_and_the_servers_clock() -> None:
    with listening(in_turn(Answer(payload={"a": [1, None]}))) as server:
        reply = JsonHttp(server.url).get("/thing")
        assert reply.payload == {"a": [1, None]}
        assert reply.server_at is not None
        assert abs((reply.server_at - datetime.now(UTC)).total_seconds()) < 5
        assert (server.asked[0].method, server.asked[0].path) == ("GET", "/thing")


def test_it_sends_json_with_headers() -> None:
    with listening(in_turn(Answer(payload=1))) as server:
        JsonHttp(server.url + "/").post("/thing", {"b": "ü"}, headers={"Authorization": SECRET})
        assert server.asked[0].payload == {"b": "ü"}
        assert server.asked[0].headers["authorization"] == SECRET


def test_it_waits_as_long_as_a_busy_server_asks() -> None:
    waits = Waits()
    with listening(in_turn(BUSY, Answer(payload="done"))) as server:
        assert JsonHttp(server.url, sleep=waits).post("/thing", {}).payload == "done"
    assert waits == [2.0]


def test_it_leaves_long_waits_to_the_caller() -> None:
    waits = Waits()
    with (
        listening(in_turn(Answer(status=429, payload={}, headers={"Retry-After": "600"}))) as server,
        pytest.raises(RefusedError) as caught,
    ):
        JsonHttp(server.url, sleep=waits).get("/thing")
    assert (caught.value.status, caught.value.retry_after_s, waits) == (429, 600.0, [])


def test_it_reads_a_wait_written_as_a_date() -> None:
    with (
        listening(
            in_turn(Answer(status=503, payload={}, headers={"Retry-After": "Wed, 21 Oct 2199 07:28:00 GMT"}))
        ) as server,
        pytest.raises(RefusedError) as caught,
    ):
        JsonHttp(server.url, sleep=Waits()).get("/thing")
    assert (caught.value.retry_after_s or 0) > 10**9


@pytest.mark.parametrize("status", [502, 503, 504])
def test_it_tries_a_few_times_within_seconds_when_a_gateway_fails(status: int) -> None:
    waits = Waits()
    with listening(in_turn(Answer(status=status, raw=b"<html>", content_type="text/html"))) as server:
        with pytest.raises(RefusedError):
            JsonHttp(server.url, sleep=waits).get("/thing")
        assert len(server.asked) == 4
    assert sum(waits) <= 5


def test_it_does_not_repeat_a_call_that_may_have_been_carried_out() -> None:
    for answer in (Answer(is_reset=True), Answer(status=502, payload={})):
        with listening(in_turn(answer, Answer(payload=1))) as server:
            with pytest.raises((UnreachableError, RefusedError)):
                JsonHttp(server.url, sleep=Waits()).post("/thing", {})
            assert len(server.asked) == 1


def test_it_repeats_a_reading_call_whose_connection_was_dropped() -> None:
    with listening(in_turn(Answer(is_reset=True), Answer(payload="there"))) as server:
        assert JsonHttp(server.url, sleep=Waits()).post("/thing", {}, is_repeatable=True).payload == "there"


def test_it_tells_an_answer_that_broke_off() -> None:
    whole = json.dumps({"rows": list(range(100))}).encode()
    for cut in (Answer(raw=whole[:40]), Answer(raw=whole[:40], length=len(whole))):
        with listening(in_turn(cut)) as server, pytest.raises(UnreachableError) as caught:
            JsonHttp(server.url, sleep=Waits()).get("/thing")
        assert caught.value.lost in {Lost.CUT_OFF, Lost.DROPPED}


def test_it_tells_when_nobody_answers() -> None:
    with listening(in_turn(Answer())) as server:
        url = server.url
    waits = Waits()
    with pytest.raises(UnreachableError) as caught:
        JsonHttp(url, sleep=waits).get("/thing")
    assert caught.value.lost is Lost.NO_CONNECTION
    assert len(waits) == 3


def test_it_tells_a_slow_answer_and_does_not_ask_again() -> None:
    with listening(in_turn(Answer(payload=1, length=500))) as server, pytest.raises(UnreachableError):
        JsonHttp(server.url, timeout_s=0.2, sleep=Waits()).get("/thing")


def test_it_tells_a_page_from_json() -> None:
    for status in (200, 303, 404):
        with (
            listening(in_turn(Answer(status=status, raw=b"<html>log in</html>", content_type="text/html"))) as server,
            pytest.raises(NotJsonError) as caught,
        ):
            JsonHttp(server.url, sleep=Waits()).get("/thing")
        assert caught.value.status == status


def test_it_keeps_what_a_refusal_says() -> None:
    with (
        listening(in_turn(Answer(status=403, payload={"name": "Nope"}))) as server,
        pytest.raises(RefusedError) as caught,
    ):
        JsonHttp(server.url).get("/thing")
    assert caught.value.reply.payload == {"name": "Nope"}


def test_it_never_shows_a_secret() -> None:
    shown = []
    for answer in (Answer(status=500, payload={"echo": SECRET}), Answer(is_reset=True), Answer(raw=SECRET.encode())):
        with listening(in_turn(answer)) as server, pytest.raises((RefusedError, UnreachableError)) as caught:
            JsonHttp(server.url, sleep=Waits()).post("/thing?a=1", {"key": SECRET}, headers={"Authorization": SECRET})
        shown.append(str(caught.value))
    assert all(SECRET not in text and "?" not in text for text in shown)


@pytest.mark.parametrize("url", ["odoo.example.com", "ftp://x", "https://", "https://me:pw@host", "https://host?key=1"])
def test_it_refuses_addresses_it_cannot_use(url: str) -> None:
    with pytest.raises(ValueError) as caught:
        JsonHttp(url)
    assert "pw" not in str(caught.value)
