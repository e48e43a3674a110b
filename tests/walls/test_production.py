"""Settings as a deployment has them: in a process of their own, because settings are read once."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from fairway.people.models import User
User.objects.create(username="a", email="a@example.com", password="scrypt$one that lets somebody in")
host = settings.ALLOWED_HOSTS[0].lstrip(".")
plain, secure = Client(headers={"host": host}), Client(headers={"host": host, "x-forwarded-proto": "https"})
page = secure.get("/log-in/")
print(json.dumps({
    "plain": [plain.get("/log-in/").status_code, plain.get("/log-in/").headers.get("Location", "")],
    "health": plain.get("/healthz").status_code,
    "foreign": Client(headers={"host": "elsewhere.example"}).get("/log-in/").status_code,
    "headers": dict(page.headers),
    "cookies": {name: {key: morsel[key] for key in ("secure", "httponly", "samesite", "path", "domain")}
                for name, morsel in page.cookies.items()},
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "debug": settings.DEBUG,
    "demo": settings.IS_DEMO_LOGIN_OPEN,
    "proxies": settings.ALLAUTH_TRUSTED_PROXY_COUNT,
    "hashers": [name.rpartition(".")[2] for name in settings.PASSWORD_HASHERS],
}))
"""


def environment(home: Path, **given: str) -> dict[str, str]:
    """This process's, without any of our settings but the given ones."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWAY_")}
    return {
        **kept,
        "FAIRWAY_HOME": str(home),
        "FAIRWAY_LOG": "CRITICAL",
        "DJANGO_SETTINGS_MODULE": "fairway.project.settings",
        "PYTHONPATH": str(ROOT / "src"),
        **given,
    }


@lru_cache(maxsize=1)
def made() -> Path:
    """A home with its tables made and nothing in it, to be copied: making them takes longest."""
    home = Path(tempfile.mkdtemp(prefix="fairway-made-"))
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment(home), capture_output=True, check=True)
    return home


def told(home: Path, **given: str) -> dict[str, Any]:
    shutil.copytree(made(), home, dirs_exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment(home, **given), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.parametrize("hosts", [{}, {"FAIRWAY_HOSTS": "fairway.example.com"}])
def test_djangos_own_check_of_a_deployment_finds_nothing(tmp_path: Path, hosts: dict[str, str]) -> None:
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"]
    done = subprocess.run(command, env=environment(tmp_path, **hosts), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    silenced = "4 silenced" if not hosts else "0 silenced"  # a server nobody else reaches has no network to protect
    assert f"no issues ({silenced})" in done.stdout + done.stderr


def test_a_server_other_machines_reach_speaks_https_alone(tmp_path: Path) -> None:
    seen = told(tmp_path, FAIRWAY_HOSTS="fairway.example.com")
    assert seen["plain"] == [301, "https://fairway.example.com/log-in/"]
    assert seen["health"] == 200
    assert seen["foreign"] == 400
    headers = seen["headers"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "form-action", "connect-src", "img-src")} == {"'self'"}
    assert seen["cookies"]["__Host-csrf"] == {
        "secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""
    }  # fmt: skip
    assert seen["session"] == ["__Host-session", True, True]
    assert (seen["debug"], seen["demo"], seen["proxies"]) == (False, False, 1)
    assert seen["hashers"] == ["ScryptPasswordHasher", "PBKDF2PasswordHasher"]


def test_a_server_for_this_machine_alone_speaks_plainly(tmp_path: Path) -> None:
    seen = told(tmp_path)
    assert seen["plain"] == [200, ""]
    assert seen["foreign"] == 400
    assert "Strict-Transport-Security" not in seen["headers"]
    assert seen["cookies"]["csrftoken"]["secure"] == ""
    assert (seen["debug"], seen["demo"], seen["proxies"]) == (False, False, 0)


def test_https_can_be_named_either_way(tmp_path: Path) -> None:
    assert told(tmp_path / "a", FAIRWAY_HTTPS="1")["plain"][0] == 301
    inside = told(tmp_path / "b", FAIRWAY_HTTPS="0", FAIRWAY_HOSTS="fairway.lan")
    assert inside["plain"] == [200, ""]
    assert inside["session"][1] is False


@pytest.mark.parametrize("address", ["mysql://ann:secret@db/x", "sqlite:///x", "localhost:5432", "/var/run/x"])
def test_it_refuses_a_database_it_does_not_run_on_without_quoting_the_password(address: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fairway.cli.main", "board"],
        env=environment(tmp_path, FAIRWAY_DATABASE_URL=address), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "postgres://user:password@host:port/name" in done.stderr
    assert "secret" not in done.stderr
