"""What stands before every command that takes records in."""

from fairway.cli.main import Fault
from fairway.people.queries import organisation


def refuse_into_demonstration() -> None:
    """A Fault in the demonstration's home: anybody may enter it, and it refuses to start beside anybody else's data."""
    if organisation().is_demonstration:
        raise Fault(
            "this home holds the demonstration: your own records belong into a home of their own",
            advice="Point FAIRWAY_HOME at an empty folder for them.",
        )
