"""How much of a week somebody was there for: by hand, and day by day against an oracle that knows no formula."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.lib.periods import Period
from fairway.people.models import Absence, CalendarDay, Organisation, Person, RampStep, WorkPattern
from fairway.people.public_holidays import public_holidays
from fairway.people.queries import working_time_of
from fairway.people.types import PatternFacts, WorkingTime
from fairway.people.working_time import (
    is_working_day,
    next_working_day,
    ramp_share,
    share_of_month,
    share_of_week,
)

MONDAY = date(2026, 6, 8)
WEEKDAYS = frozenset(range(5))


def pattern(
    days: frozenset[int] = WEEKDAYS, fte: str = "1", from_on: date = date(1900, 1, 1), place: str = ""
) -> PatternFacts:
    return PatternFacts(from_on, "UTC", place[:2], place[3:], Decimal(fte), days)


def worked(*patterns: PatternFacts, **other: object) -> WorkingTime:
    return WorkingTime(patterns or (pattern(),), **{"absences": (), **other})  # type: ignore[arg-type]


def days_off(*offsets: int) -> tuple[Period, ...]:
    return tuple(Period(MONDAY + timedelta(n), MONDAY + timedelta(n)) for n in offsets)


@pytest.mark.parametrize(
    ("time", "share"),
    [
        (worked(), 1.0),
        (worked(absences=days_off(0)), 0.8),
        (worked(absences=days_off(0, 1, 2, 3, 4)), 0.0),
        (worked(absences=days_off(5, 6)), 1.0),  # the weekend is nobody's working time
        (worked(absences=(Period(MONDAY - timedelta(3), MONDAY + timedelta(1)),)), 0.6),
        (worked(pattern(frozenset({0, 1, 2}))), 0.6),  # three days a week
        (worked(pattern(fte="0.6")), 0.6),  # the same share over five days
        (worked(pattern(fte="0.6"), absences=days_off(4)), 0.48),
        (worked(pattern(frozenset({0, 1, 2}), fte="0.6"), absences=days_off(0)), 0.4),
        (worked(pattern(frozenset(range(6)))), 1.0),  # six days are no more than full time
        (worked(pattern(frozenset(range(6))), absences=days_off(5)), 5 / 6),
        (worked(pattern(frozenset({6, 0, 1, 2, 3})), absences=days_off(6)), 0.8),  # Sunday to Thursday
        (worked(hired_on=MONDAY + timedelta(2)), 0.6),
        (worked(left_on=MONDAY + timedelta(1)), 0.4),
        (worked(hired_on=MONDAY + timedelta(7)), 0.0),
        (worked(pattern(), pattern(fte="0.5", from_on=MONDAY + timedelta(2))), 0.4 + 0.3),
        (worked(pattern(place="DE"), days_off={("DE", ""): frozenset({MONDAY})}), 0.8),
        (worked(pattern(place="DE"), days_off={("DE", ""): frozenset({MONDAY})}, absences=days_off(0)), 0.8),
        (worked(pattern(place="FR"), days_off={("DE", ""): frozenset({MONDAY})}), 1.0),
        (worked(hired_on=MONDAY, ramp=((4, Decimal("0.25")), (8, Decimal("0.5")))), 0.25),
        (worked(hired_on=MONDAY - timedelta(28), ramp=((4, Decimal("0.25")), (8, Decimal("0.5")))), 0.5),
        (worked(hired_on=MONDAY - timedelta(56), ramp=((4, Decimal("0.25")), (8, Decimal("0.5")))), 1.0),
        # The fourth week of employment ends on Wednesday: three days at a quarter, two at a half.
        (worked(hired_on=MONDAY - timedelta(25), ramp=((4, Decimal("0.25")), (8, Decimal("0.5")))), 0.15 + 0.2),
    ],
)
def test_a_week_by_hand(time: WorkingTime, share: float) -> None:
    assert share_of_week(time, MONDAY) == pytest.approx(share)


@pytest.mark.parametrize(("until", "share"), [(-1, 0.0), (0, 0.2), (2, 0.6), (4, 1.0), (6, 1.0), (9, 1.0)])
def test_a_week_so_far(until: int, share: float) -> None:
    assert share_of_week(worked(), MONDAY, until=MONDAY + timedelta(until)) == pytest.approx(share)


def test_a_month_by_hand() -> None:
    june = date(2026, 6, 1)  # 22 working days
    assert share_of_month(worked(), june) == pytest.approx(1.0)
    assert share_of_month(worked(absences=days_off(0, 1)), june) == pytest.approx(20 / 22)
    assert share_of_month(worked(pattern(fte="0.5")), june) == pytest.approx(0.5)
    week = Period(date(2026, 6, 29), date(2026, 7, 5))
    assert share_of_month(worked(), june, within=Period(week.start_on, date(2026, 6, 30))) == pytest.approx(2 / 22)


DAY_SETS = st.sets(st.integers(0, 6), min_size=1).map(frozenset)
OFFSETS = st.integers(-20, 20).map(lambda n: MONDAY + timedelta(n))
PATTERNS = st.lists(
    st.builds(
        lambda days, percent, start: pattern(days, str(Decimal(percent) / 100), start, "DE"),
        DAY_SETS,
        st.integers(5, 100),
        OFFSETS,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.valid_from_on,
)
TIMES = st.builds(
    lambda patterns, gone, holidays, hired_on, left_on, ramp: WorkingTime(
        tuple(sorted(patterns, key=lambda one: one.valid_from_on)),
        tuple(Period(start, start + timedelta(length)) for start, length in gone),
        hired_on,
        left_on,
        tuple((4 * place + 4, Decimal(percent) / 100) for place, percent in enumerate(ramp)),
        {("DE", ""): frozenset(holidays)},
    ),
    PATTERNS,
    st.lists(st.tuples(OFFSETS, st.integers(0, 9)), max_size=3),
    st.sets(OFFSETS, max_size=4),
    st.none() | OFFSETS,
    st.none() | OFFSETS,
    st.lists(st.integers(0, 100), max_size=2),
)


def oracle(time: WorkingTime, days: list[date], whole: list[date]) -> Fraction:
    """The sum over days, each reckoned for itself in exact fractions."""
    total = Fraction(0)
    for day in days:
        held = [one for one in time.patterns if one.valid_from_on <= day] or [time.patterns[0]]
        now = held[-1]
        if day.weekday() not in now.working_days:
            continue
        if any(one.start_on <= day <= one.end_on for one in time.absences) or day in time.days_off["DE", ""]:
            continue
        if (time.hired_on and day < time.hired_on) or (time.left_on and day > time.left_on):
            continue
        weekly = min(Fraction(now.fte), Fraction(len(now.working_days), 5), Fraction(1))
        usual = [other for other in whole if other.weekday() in now.working_days]
        part = Fraction(1)
        if time.hired_on:
            employed_weeks = (day - time.hired_on).days // 7 + 1
            part = next((Fraction(s) for until, s in time.ramp if employed_weeks <= until), Fraction(1))
        total += weekly / len(usual) * part
    return total


@given(time=TIMES, offset=st.integers(-3, 3), until=st.none() | OFFSETS)
def test_any_week_is_the_sum_of_its_days(time: WorkingTime, offset: int, until: date | None) -> None:
    week_on = MONDAY + timedelta(7 * offset)
    whole = [week_on + timedelta(n) for n in range(7)]
    days = [day for day in whole if until is None or day <= until]
    share = share_of_week(time, week_on, until=until)
    assert share == pytest.approx(float(oracle(time, days, whole)))
    assert 0.0 <= share <= 1.0 + 1e-9


@given(time=TIMES, offset=st.integers(-2, 2))
def test_the_days_of_a_week_add_up_and_more_days_off_never_add(time: WorkingTime, offset: int) -> None:
    week_on = MONDAY + timedelta(7 * offset)
    so_far = [share_of_week(time, week_on, until=week_on + timedelta(n)) for n in range(7)]
    assert so_far == sorted(so_far)
    assert so_far[-1] == pytest.approx(share_of_week(time, week_on))
    away = WorkingTime(
        time.patterns,
        (*time.absences, Period(week_on, week_on + timedelta(1))),
        time.hired_on,
        time.left_on,
        time.ramp,
        time.days_off,
    )
    assert share_of_week(away, week_on) <= share_of_week(time, week_on) + 1e-9


@given(time=TIMES)
def test_the_next_working_day_is_the_first_one_that_is_worked(time: WorkingTime) -> None:
    found = next_working_day(time, MONDAY, horizon_days=40)
    between = [MONDAY + timedelta(n) for n in range(1, 41)]
    worked_days = [day for day in between if is_working_day(time, day)]
    assert found == (worked_days[0] if worked_days else None)


@given(time=TIMES, offset=st.integers(-30, 60))
def test_a_ramp_is_a_share(time: WorkingTime, offset: int) -> None:
    assert 0.0 <= ramp_share(time, MONDAY + timedelta(offset)) <= 1.0


@pytest.mark.parametrize(
    ("country", "region", "day", "is_off"),
    [
        ("DE", "", date(2026, 10, 3), True),  # German Unity
        ("DE", "", date(2026, 6, 4), False),  # Corpus Christi: only in some states
        ("DE", "BY", date(2026, 6, 4), True),
        ("DE", "BE", date(2026, 6, 4), False),
        ("US", "", date(2026, 11, 26), True),  # Thanksgiving
        ("US", "", date(2026, 7, 3), True),  # Independence Day, observed
        ("GB", "SCT", date(2026, 1, 2), True),
        ("GB", "ENG", date(2026, 1, 2), False),
        ("FR", "", date(2026, 5, 14), True),  # Ascension
        ("XX", "", date(2026, 12, 25), False),  # no such calendar
        ("DE", "ZZ", date(2026, 10, 3), True),  # no such region: the country's own days
        ("", "", date(2026, 12, 25), False),
    ],
)
def test_public_holidays_are_those_of_the_place(country: str, region: str, day: date, is_off: bool) -> None:
    assert (day in public_holidays(country, region, day.year)) is is_off


@pytest.mark.django_db
def test_stored_working_time_is_what_was_entered() -> None:
    """A part-time seller in Bavaria in the week of Corpus Christi, with a day off, a worked holiday and a ramp."""
    Organisation.objects.create(name="Here", country="DE")
    person = Person.objects.create(name="Eva", slug="eva", role="AE", hired_on=date(2026, 5, 18))
    other = Person.objects.create(name="Udo", slug="udo", role="SDR", hired_on=date(2026, 5, 18))
    WorkPattern.objects.create(person=person, fte="0.8", working_days="Mon-Thu", country="DE", region="BY")
    Absence.objects.create(person=person, start_on=date(2026, 6, 1), end_on=date(2026, 6, 1))
    RampStep.objects.create(role="AE", until_week=4, share="0.5")
    RampStep.objects.create(role="", until_week=4, share="0.25")
    period = Period(date(2026, 5, 25), date(2026, 6, 14))
    found = working_time_of([person.pk, other.pk], period)
    # Monday off, Thursday a holiday: two of four days at a fifth each, halved by the ramp.
    assert share_of_week(found[person.pk], date(2026, 6, 1)) == pytest.approx(2 * 0.2 * 0.5)
    # Whoever has no pattern works Monday to Friday at the organisation's place, and ramps like every other role.
    assert share_of_week(found[other.pk], date(2026, 6, 1)) == pytest.approx(0.25)
    CalendarDay.objects.create(on=date(2026, 6, 4), country="DE", region="BY", is_working=True)
    CalendarDay.objects.create(on=date(2026, 6, 3), name="Company day")
    found = working_time_of([person.pk, other.pk], period)
    assert share_of_week(found[person.pk], date(2026, 6, 1)) == pytest.approx(2 * 0.2 * 0.5)
    assert share_of_week(found[other.pk], date(2026, 6, 1)) == pytest.approx(0.8 * 0.25)
