"""The worker: ticks every second until it is told to stop, and inspects uploads beside, so that nobody who waits for
one waits for a long run. `fairway up` starts it beside the web server.
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable

from django.db import OperationalError, close_old_connections

IDLE_SECONDS = 1.0
INSPECTION_SECONDS = 0.3  # somebody sits in front of that page
log = logging.getLogger(__name__)


def work(stop: threading.Event) -> None:
    """Tick until `stop` is set, and inspect uploads in a thread of its own."""
    from fairway.project.schedule import do_one_inspection, tick

    inspecting = threading.Thread(target=_repeat, args=(stop, do_one_inspection, INSPECTION_SECONDS), daemon=True)
    inspecting.start()
    _repeat(stop, tick, IDLE_SECONDS)
    inspecting.join(timeout=5)


def _repeat(stop: threading.Event, step: Callable[[], bool], idle_seconds: float) -> None:
    """One step after another, with a pause where there was nothing to do. A busy database or one failing step never
    ends it.
    """
    while not stop.is_set():
        close_old_connections()
        try:
            is_busy = step()
        except OperationalError as problem:
            log.warning("the database did not answer (%s); trying again", problem)
            is_busy = False
        except Exception:
            log.exception("a step failed; the next one tries again")
            is_busy = False
        if not is_busy:
            stop.wait(idle_seconds)


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
