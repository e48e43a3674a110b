"""Make a home with that organisation in it, and an account for everybody: `python -m tests.journeys.board.home`.

FAIRWAY_HOME names the home; everybody's password is the same.
"""

import argparse
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.journeys.board.concluded import conclude_by_hand, review_by_hand
from tests.journeys.board.folder import PLAN, SELLERS, STAFF, ZONE, Seller, email_of, write_folder
from tests.journeys.board.reviewed import hold_reviews

PASSWORD = "seven-calm-otters"


def make_home(sellers: tuple[Seller, ...] = SELLERS, *, has_plans: bool = True) -> None:
    """Import the folder as of today and give everybody a password; without plans, draft them."""
    from fairway.cli.main import main as fairway

    with tempfile.TemporaryDirectory() as folder:
        today = datetime.now(ZoneInfo(ZONE)).date()
        write_folder(Path(folder), today, sellers=sellers, has_plans=has_plans)
        if fairway(["import", folder, "--strict", "--timezone", ZONE]):
            raise ValueError("the invented folder has rows that cannot be taken")
    from fairway.people.actions.storing import set_up_organisation

    set_up_organisation({"name": "Harbour Works", "currency": "EUR"})
    if not has_plans:
        _draft()
    _let_in([row[0] for row in STAFF] + [seller.id for seller in sellers])


def _draft() -> None:
    from fairway.execution.actions.drafting import draft_for_everyone
    from fairway.execution.actions.scoring import score

    draft_for_everyone()
    score()


def _let_in(ids: list[str]) -> None:
    from fairway.people.actions.accounts import account_of, set_operations
    from fairway.people.queries import keys_by_native_id

    keys = keys_by_native_id(ids)
    set_operations(keys["ops"], is_operations=True, actor_id=None)
    hashed = ""
    for native_id in ids:
        user = account_of(keys[native_id])
        if not hashed:
            user.set_password(PASSWORD)
            hashed = user.password
        user.password = hashed  # hashing is slow on purpose; one hash does for all of them
        user.save(update_fields=["password"])


def _do_what_is_done_at_night() -> None:
    from fairway.studio.quality.actions.drawing import draw_samples
    from fairway.studio.sentinel.actions import examine_metrics

    examine_metrics()
    draw_samples()


def _roll_up() -> None:
    from fairway.leadership.actions.rolling import roll_up

    roll_up(datetime.now(ZoneInfo(ZONE)).date())


def _publish_causes() -> None:
    """Two blocks of weeks in which all of one team missed: mostly for load, some for supply. Without a blur, so that
    the pages say the same every time.
    """
    from fairway.diagnosis.budget.actions import publish_causes
    from fairway.diagnosis.budget.counting import BLOCK, block_of
    from fairway.diagnosis.models import WeeklyDiagnosis
    from fairway.people.queries import keys_by_native_id

    newest = block_of(datetime.now(ZoneInfo(ZONE)).date()) - 2 * BLOCK
    north = [seller.id for seller in SELLERS if seller.manager == "m-north" and seller.plans][:10]
    WeeklyDiagnosis.objects.bulk_create(
        WeeklyDiagnosis(
            person_id=person_key,
            week_on=block_on,
            metric_key=PLAN,
            status="behind",
            first_cause="capacity" if place < 7 else "opportunity",
        )
        for place, person_key in enumerate(keys_by_native_id(north).values())
        for block_on in (newest - BLOCK, newest)
    )
    publish_causes(blur=lambda cell: 0)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--drafts", action="store_true", help="no plans, but drafts from what is logged")
    parser.add_argument("--many", type=int, default=0, help="so many more sellers in one team")
    given = parser.parse_args()
    more = tuple(Seller(f"x{number}", f"Seller {number:03d}") for number in range(given.many))
    make_home(SELLERS + more, has_plans=not given.drafts)
    _do_what_is_done_at_night()
    _publish_causes()
    conclude_by_hand(datetime.now(ZoneInfo(ZONE)).date())
    review_by_hand(datetime.now(ZoneInfo(ZONE)).date())
    _roll_up()
    hold_reviews()
    print(email_of("m-north"), email_of("lead"), email_of("ops"), PASSWORD)
    return 0


if __name__ == "__main__":
    sys.exit(main())
