"""Everyday changes made in a house after an import: a move, other hours and another zone from a day on, a last day, a
new target, days off, a company holiday.

    FAIRWAY_HOME=... python -m tests.faults.editing
"""

from datetime import date
from decimal import Decimal


def edit() -> None:
    """Each by the action that a page would call."""
    from fairway.people.actions.changing import WorkingHours, add_absence, change_pattern, move_person, record_leaving
    from fairway.people.actions.storing import add_calendar_day, add_rate
    from fairway.people.queries import all_keys_of
    from fairway.plans.actions.changing import end_hia
    from fairway.records.actions.relocalising import relocalise

    keys = all_keys_of("folder")
    move_person(keys["s2"], manager_key=keys["m1"], team="Team 1", from_on=date(2026, 5, 4), actor_id=None)
    hours = WorkingHours(fte=Decimal("0.6"), working_days="Mon-Wed", timezone="Asia/Tokyo")
    change_pattern(keys["s3"], from_on=date(2026, 4, 6), hours=hours, actor_id=None)
    record_leaving(keys["s4"], last_on=date(2026, 5, 15), actor_id=None)
    add_absence(keys["s5"], start_on=date(2026, 5, 11), end_on=date(2026, 5, 12), kind="", actor_id=None)
    add_calendar_day(on=date(2026, 5, 13), name="Company day", country="", is_working=False, actor_id=None)
    add_rate(currency="EUR", on=date(2026, 1, 1), rate=Decimal("1.08"), actor_id=None)
    end_hia(keys["s6"], metric_key="plan_sent", last_on=date(2026, 4, 26), actor_id=None)
    relocalise()


def main() -> None:
    from fairway.cli.main import start_django

    start_django()
    edit()
    from fairway.execution.actions.refreshing import refresh

    refresh()


if __name__ == "__main__":
    main()
