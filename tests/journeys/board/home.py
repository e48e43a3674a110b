"""Make a home with that organisation in it, and an account for everybody: `python -m tests.journeys.board.home`.

FAIRWAY_HOME names the home; everybody's password is the same.
"""

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from tests.journeys.board.folder import SELLERS, STAFF, Seller, email_of, write_folder

PASSWORD = "seven-calm-otters"


def make_home(
    today: date, sellers: tuple[Seller, ...] = SELLERS, *, has_plans: bool = True, drafts: bool = False
) -> None:
    """Import the folder as of a day and give everybody a password. Expects Django to be set up."""
    from fairway.cli.importing import import_folder
    from fairway.execution.actions.drafting import draft_for_everyone
    from fairway.execution.actions.scoring import score
    from fairway.people.actions.accounts import account_of, set_operations
    from fairway.people.actions.storing import set_up_organisation
    from fairway.people.queries import keys_by_native_id

    set_up_organisation({"name": "Harbour Works", "timezone": "Europe/Lisbon", "country": "", "currency": "EUR"})
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), today, sellers=sellers, has_plans=has_plans)
        outcome, refreshed = import_folder(Path(folder), source="folder", is_strict=False)
    left_out = [*outcome.rejects, *refreshed.rejects]
    if left_out:
        raise ValueError(f"the invented folder has {len(left_out)} rows that cannot be taken: {left_out[0]}")
    if drafts:
        draft_for_everyone()
        score()
    ids = [row[0] for row in STAFF] + [seller.id for seller in sellers]
    keys = keys_by_native_id(ids)
    set_operations(keys["ops"], is_operations=True, actor_id=None)
    for native_id in ids:
        user = account_of(keys[native_id])
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--drafts", action="store_true", help="no plans, but drafts from what is logged")
    parser.add_argument("--many", type=int, default=0, help="so many more sellers in one team")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.project.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from fairway.execution.queries import today

    more = tuple(Seller(f"x{number}", f"Seller {number:03d}") for number in range(given.many))
    make_home(today(), SELLERS + more, has_plans=not given.drafts, drafts=given.drafts)
    print(email_of("m-north"), email_of("lead"), email_of("ops"), PASSWORD)
    return 0


if __name__ == "__main__":
    sys.exit(main())
