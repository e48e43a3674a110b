"""Every failure of a source is one of two kinds: it passes by itself, or somebody must do something. Where something
is written to it there is a third: it refuses this one thing, and would take another.

Connectors raise nothing else for trouble with a CRM. `advice` is one sentence for the person who can help.
"""

from datetime import timedelta


class SourceError(Exception):
    """Trouble with a source. `detail` says what happened, `advice` what to do."""

    def __init__(self, detail: str, *, advice: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.advice = advice


class Transient(SourceError):
    """Passes by itself: too many requests, a server error, a dropped connection. The run waits and goes on."""

    def __init__(self, detail: str, *, retry_after: timedelta = timedelta(minutes=1), advice: str = "") -> None:
        super().__init__(detail, advice=advice or "Nothing to do: Fairway tries again by itself.")
        self.retry_after = retry_after


class Terminal(SourceError):
    """Does not pass by itself: a wrong key, a missing right, a field that is not there."""


class Rejected(SourceError):
    """The CRM refuses one thing it was asked to hold. `detail` is its own reason."""
