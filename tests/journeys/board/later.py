"""The same house some days later: a server, or a command, whose clock is ahead by DAYS_LATER days.

python -m tests.journeys.board.later import some-folder
gunicorn tests.journeys.board.later:application
"""

import os
import sys
from datetime import UTC, datetime, timedelta

from django.utils import timezone

AHEAD = timedelta(days=int(os.environ.get("DAYS_LATER", "0")))
# Before any model is read: columns that are filled with the time of writing keep the function they find.
timezone.now = lambda: datetime.now(UTC) + AHEAD


def application(environ, start_response):  # type: ignore[no-untyped-def]
    """Fairway behind a server, made when it is first asked for."""
    from fairway.project.wsgi import application as fairway

    return fairway(environ, start_response)


if __name__ == "__main__":
    from fairway.cli.main import main

    sys.exit(main(sys.argv[1:]))
