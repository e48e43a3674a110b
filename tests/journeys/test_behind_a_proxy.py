"""`fairway up` as a service manager starts it: under a name of its own, behind a proxy that ends HTTPS."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

START = "import sys; from fairway.cli.main import main; sys.exit(main())"
HOST = "fairway.example.com"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that has said that it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWAY_")}
    settings = {"FAIRWAY_HOME": str(tmp_path_factory.mktemp("home")), "FAIRWAY_HOSTS": HOST, "FAIRWAY_HTTPS": "1"}
    command = [sys.executable, "-c", START, "up", "--port", str(port), "--no-worker"]
    server = subprocess.Popen(command, env={**kept, **settings}, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        said = ""
        for line in server.stderr:
            said += line
            if line.startswith("Fairway answers"):
                break
        assert "Fairway answers" in said, said
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def asked(address: str, headers: dict[str, str]) -> tuple[int, str]:
    """Status and place of the answer, redirects not followed."""

    class Unfollowed(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:  # type: ignore[override]
            return None

    try:
        with urllib.request.build_opener(Unfollowed).open(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location", "")


def test_it_answers_what_the_proxy_passes_on(address: str) -> None:
    assert asked(f"{address}/log-in/", {"Host": HOST, "X-Forwarded-Proto": "https"}) == (200, "")


def test_it_sends_whoever_comes_in_the_clear_to_https(address: str) -> None:
    assert asked(f"{address}/log-in/", {"Host": HOST}) == (301, f"https://{HOST}/log-in/")


def test_it_tells_a_load_balancer_that_it_lives(address: str) -> None:
    assert asked(f"{address}/healthz", {"Host": HOST}) == (200, "")


def test_it_answers_to_no_other_name(address: str) -> None:
    assert asked(f"{address}/log-in/", {"Host": "elsewhere.example.com", "X-Forwarded-Proto": "https"})[0] == 400
