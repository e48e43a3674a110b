"""What leadership adds up, for every seller of a bench: goals, sessions, promises, obstacles, verdicts, misses."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from bench.lake import write_table
from bench.staff import Staff, hias_of

WEEKS = 27  # two quarters and the week that runs
GOAL = 90_000
VERDICTS = ("helping", "not_helping", "too_early", "cannot_tell")
AT_ONCE = 2000


def plant(staff: Staff, today: date) -> dict[str, int]:
    """Store them; by kind how many. The same for the same staff and day."""
    weeks = [today - timedelta(days=today.weekday() + 7 * back) for back in range(WEEKS, 0, -1)]
    _goals(staff, today)
    return {
        "sessions": _sessions(staff, weeks),
        "promises": _promises(staff, weeks),
        "obstacles": _obstacles(staff, weeks),
        "verdicts": _verdicts(staff, weeks),
        "misses": _misses(staff, weeks),
    }


def _goals(staff: Staff, today: date) -> None:
    """A quota for every calendar quarter of two years, for nine in ten."""
    from fairway.records.schema import TABLES

    quarters = [(date(year, month, 1)) for year in (today.year - 1, today.year) for month in (1, 4, 7, 10)]
    ends = [*quarters[1:], date(today.year + 1, 1, 1)]
    rows: list[dict[str, Any]] = [
        {
            "person_key": key,
            "period_start_on": start,
            "period_end_on": end - timedelta(days=1),
            "amount": Decimal(GOAL),
            "currency": "USD",
            "record_key": f"{key}|{start}",
            "placed_month": "all",
            "row_hash": f"{key}{start}",
        }
        for place, key in enumerate(staff.sellers)
        if place % 10
        for start, end in zip(quarters, ends, strict=True)
    ]
    schema = TABLES["quotas"].schema
    write_table("quotas", pa.Table.from_pylist(rows, schema=schema))


def _sessions(staff: Staff, weeks: list[date]) -> int:
    """One every other week, three in four of them held."""
    from fairway.coaching.models import Session

    made = []
    for place, key in enumerate(staff.sellers):
        for number, week_on in enumerate(weeks):
            if (number + place) % 2:
                continue
            at = datetime(week_on.year, week_on.month, week_on.day, 9 + place % 8, tzinfo=UTC)
            is_held = (number + place) % 8 != 0
            made.append(
                Session(
                    person_id=key,
                    coach_id=staff.managers[place // 10],
                    kind="one_to_one",
                    starts_at=at,
                    parts=[["own_read", 30]],
                    state="held" if is_held else "called_off",
                    held_at=at + timedelta(minutes=30) if is_held else None,
                    metric_key=hias_of(place)[0][0],
                )
            )
    Session.objects.bulk_create(made, batch_size=AT_ONCE)
    return len(made)


def _promises(staff: Staff, weeks: list[date]) -> int:
    """A manager promises something every fourth week."""
    from fairway.commitments.models import Commitment

    made = [
        Commitment(
            person_id=key,
            owner_id=staff.managers[place // 10],
            role="manager",
            what="A way out",
            made_on=week_on,
            by_on=week_on + timedelta(days=6),
            kept="kept" if (number + place) % 3 else "not_kept",
        )
        for place, key in enumerate(staff.sellers)
        for number, week_on in enumerate(weeks)
        if (number + place) % 4 == 0
    ]
    Commitment.objects.bulk_create(made, batch_size=AT_ONCE)
    return len(made)


def _obstacles(staff: Staff, weeks: list[date]) -> int:
    """One seller in five raises one a quarter; half are out of the way in ten days."""
    from fairway.commitments.models import Commitment, Obstacle

    raised = [
        (key, place, week_on)
        for place, key in enumerate(staff.sellers)
        for number, week_on in enumerate(weeks)
        if place % 5 == 0 and (number + place // 5) % 13 == 0
    ]
    promises = Commitment.objects.bulk_create(
        [
            Commitment(
                person_id=key,
                owner_id=staff.managers[place // 10],
                role="manager",
                what="Out of the way",
                made_on=week_on,
                by_on=week_on + timedelta(days=14),
            )
            for key, place, week_on in raised
        ],
        batch_size=AT_ONCE,
    )
    Obstacle.objects.bulk_create(
        [
            Obstacle(
                person_id=key,
                commitment=promise,
                state="resolved" if place % 2 else "open",
                week_on=week_on,
                raised_as="seller",
                closed_on=week_on + timedelta(days=10) if place % 2 else None,
            )
            for promise, (key, place, week_on) in zip(promises, raised, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    return len(raised)


def _verdicts(staff: Staff, weeks: list[date]) -> int:
    """One activity of each seller, and where the period lands, every week."""
    from fairway.evidence.models import SellerLanding, SellerVerdict

    SellerVerdict.objects.bulk_create(
        [
            SellerVerdict(
                person_id=key,
                week_on=week_on,
                metric_key=hias_of(place)[0][0],
                verdict=VERDICTS[(place + number // 6) % 4],
                told={},
            )
            for place, key in enumerate(staff.sellers)
            for number, week_on in enumerate(weeks)
        ],
        batch_size=AT_ONCE,
    )
    landings = [
        SellerLanding(
            person_id=key,
            week_on=week_on,
            starts_on=week_on,
            ends_on=week_on + timedelta(days=90),
            goal=float(GOAL),
            now={"chance": (place * 7 + number) % 100 / 100},
            at_target={},
        )
        for place, key in enumerate(staff.sellers)
        for number, week_on in enumerate(weeks)
    ]
    SellerLanding.objects.bulk_create(landings, batch_size=AT_ONCE)
    return 2 * len(landings)


def _misses(staff: Staff, weeks: list[date]) -> int:
    """Each seller falls behind with one activity every fifth week; half of them say why in time."""
    from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis

    missed = [
        (key, place, week_on)
        for place, key in enumerate(staff.sellers)
        for number, week_on in enumerate(weeks)
        if (number + place) % 5 == 0
    ]
    WeeklyDiagnosis.objects.bulk_create(
        [
            WeeklyDiagnosis(person_id=key, week_on=week_on, metric_key=hias_of(place)[0][0], status="behind")
            for key, place, week_on in missed
        ],
        batch_size=AT_ONCE,
    )
    SellerAnswer.objects.bulk_create(
        [
            SellerAnswer(
                person_id=key,
                week_on=week_on,
                metric_key=hias_of(place)[0][0],
                cause="time",
                said_at=datetime(week_on.year, week_on.month, week_on.day, 12, tzinfo=UTC) + timedelta(days=9),
            )
            for key, place, week_on in missed
            if place % 2
        ],
        batch_size=AT_ONCE,
    )
    return len(missed)
