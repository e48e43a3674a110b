"""A seller's week belongs to whom they worked for when it began, at any height, whatever moves later."""

from datetime import date
from decimal import Decimal

from fairway.coaching.support.lines import Lines, seats_in
from fairway.coaching.support.types import Seat
from fairway.lib.periods import week_period
from fairway.people.types import BEGINNING, Employment, LineKind, LineSpan
from fairway.plans.types import PlanFacts

MON, WED, THU, SUN = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 22)
WEEK = week_period(MON)
ANN, BEN, MIA, MAX, LEA = 1, 2, 10, 11, 20


def line(
    person: int, manager: int | None, since: date = BEGINNING, until: date | None = None, kind: str = "line"
) -> LineSpan:
    return LineSpan(person, manager, LineKind(kind), since, until)


def there(
    person: int, hired: date | None = None, left: date | None = None, *, is_operations: bool = False
) -> Employment:
    return Employment(person, hired, left, is_operations)


def seats(people: list[Employment], *lines: LineSpan, plans: dict[int, list[PlanFacts]] | None = None) -> list[Seat]:
    return seats_in(WEEK, people, Lines(lines), plans or {})


def plan(person: int, starts_on: date) -> PlanFacts:
    return PlanFacts(1, person, "calls", float(Decimal(3)), "week", starts_on, None, is_draft=False, needs_yes=False)


def test_who_moves_in_mid_week_stays_with_the_manager_of_its_first_day() -> None:
    moved = line(ANN, MIA, until=WED), line(ANN, MAX, THU)
    assert seats([there(ANN)], *moved, line(MIA, LEA)) == [Seat((MIA, LEA), ANN)]


def test_who_had_no_manager_when_it_began_belongs_to_the_first_of_the_week() -> None:
    assert seats([there(ANN, hired=WED)], line(ANN, MIA, WED, WED), line(ANN, MAX, THU)) == [Seat((MIA,), ANN)]


def test_a_managers_move_in_mid_week_leaves_the_week_below_their_old_leader() -> None:
    assert Lines([line(ANN, MIA), line(MIA, LEA, until=WED), line(MIA, MAX, THU)]).path(ANN, WEEK) == (MIA, LEA)


def test_stand_ins_and_second_managers_have_no_week_of_it() -> None:
    assert seats([there(ANN)], line(ANN, MIA), line(ANN, MAX, kind="acting"), line(ANN, LEA, kind="second")) == [
        Seat((MIA,), ANN)
    ]


def test_who_left_before_or_comes_after_is_not_in_it_and_who_leaves_in_it_is() -> None:
    own = line(ANN, MIA)
    assert seats([there(ANN, left=date(2026, 11, 15))], own) == []
    assert seats([there(ANN, hired=date(2026, 11, 23))], own) == []
    assert seats([there(ANN, left=MON)], own) == seats([there(ANN, hired=SUN)], own) == [Seat((MIA,), ANN)]


def test_who_leads_somebody_on_the_day_that_decides_sells_nothing_unless_by_a_plan() -> None:
    own, leads = line(ANN, MIA), line(BEN, ANN)
    assert seats([there(ANN)], own, leads) == []
    assert seats([there(ANN)], own, leads, plans={ANN: [plan(ANN, MON)]}) == [Seat((MIA,), ANN)]
    assert seats([there(ANN)], own, line(BEN, ANN, THU)) == [Seat((MIA,), ANN)]  # not yet when it began
    # Whose line begins on Thursday, and who led somebody until Wednesday.
    assert seats([there(ANN)], line(ANN, MIA, THU), line(BEN, ANN, until=WED)) == [Seat((MIA,), ANN)]
    # Who came on Wednesday and led somebody until Tuesday, or has a plan from Wednesday on.
    assert seats([there(ANN, hired=WED)], own, line(BEN, ANN, until=date(2026, 11, 17))) == [Seat((MIA,), ANN)]
    assert seats([there(ANN, hired=WED)], own, leads, plans={ANN: [plan(ANN, WED)]}) == [Seat((MIA,), ANN)]


def test_operations_and_who_has_no_manager_are_in_no_week() -> None:
    assert seats([there(ANN, is_operations=True)], line(ANN, MIA)) == []
    assert seats([there(ANN)], line(ANN, None)) == seats([there(ANN)]) == []


def test_a_circle_ends_where_it_closes() -> None:
    assert Lines([line(ANN, MIA), line(MIA, LEA), line(LEA, MIA)]).path(ANN, WEEK) == (MIA, LEA)
