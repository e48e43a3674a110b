"""The worker: ticks every few seconds until it is told to stop. `fairway up` starts it beside the web server."""

import logging
import os
import signal
import sys
import threading

from django.db import OperationalError, close_old_connections

IDLE_SECONDS = 5.0
log = logging.getLogger(__name__)


def work(stop: threading.Event) -> None:
    """Tick until `stop` is set. A busy database or one failing tick never ends the worker."""
    from fairway.project.schedule import tick

    while not stop.is_set():
        close_old_connections()
        try:
            is_busy = tick()
        except OperationalError as problem:
            log.warning("the database did not answer (%s); trying again", problem)
            is_busy = False
        except Exception:
            log.exception("a tick failed; the next one tries again")
            is_busy = False
        if not is_busy:
            stop.wait(IDLE_SECONDS)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.project.settings")
    import django

    django.setup()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
