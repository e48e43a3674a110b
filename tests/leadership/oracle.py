"""The same sums once more, the long way round: person by person and day by day over raw rows, from what the page says
each figure means. Nothing here is shared with the code that is tested but the rows it reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fairway.coaching.models import Session
from fairway.commitments.models import Commitment, Obstacle
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.evidence.models import SellerLanding, SellerVerdict
from fairway.evidence.queries.goals import ClosedDay, Goal
from fairway.people.models import Person, RampStep, ReportingLine
from fairway.plans.models import Plan
from fairway.studio.models import Proposal

ONE = timedelta(days=1)
WEEKLY = (
    "bookings", "at_pace", "in_reach", "helping", "won", "new_at_pace", "left", "agreed", "held", "removed", "kept",
    "reviewed",
)  # fmt: skip
WHOLE_TEAMS = {"won", "left", "agreed", "held", "removed", "kept"}
Pair = tuple[float, float]


@dataclass
class Oracle:
    """Everything as it lies in the tables; `on` is the running day."""

    on: date
    goals: dict[int, list[Goal]]
    closed: dict[int, list[ClosedDay]]

    def __post_init__(self) -> None:
        self.people = {row["id"]: row for row in Person.objects.values()}
        self.lines = list(ReportingLine.objects.order_by("valid_from_on", "id").values())
        self.plans = list(Plan.objects.values())
        self.sessions = list(Session.objects.order_by("starts_at", "id").values())
        self.promises = list(Commitment.objects.values())
        self.obstacles = list(Obstacle.objects.values())
        self.landings = list(SellerLanding.objects.values())
        self.verdicts = list(SellerVerdict.objects.values())
        self.proposals = list(Proposal.objects.order_by("id").values())
        self.standings = list(WeeklyDiagnosis.objects.values())
        self.answers = list(SellerAnswer.objects.values())

    # Who works for whom.

    def boss(self, person: int, monday: date) -> tuple[int | None, date | None]:
        """Whose a person's week is, and the first day in it on which they were."""
        for offset in range(7):
            day = monday + offset * ONE
            held = [
                row for row in self.lines
                if row["person_id"] == person and row["kind"] == "line" and row["valid_from_on"] <= day
                and (row["valid_to_on"] is None or row["valid_to_on"] >= day)
            ]  # fmt: skip
            if held:
                return held[-1]["manager_id"], day
        return None, None

    def chain(self, person: int, monday: date) -> tuple[int, ...]:
        """Everybody above, the nearest first."""
        found: list[int] = []
        at = self.boss(person, monday)[0]
        while at is not None and at not in found and at != person:
            found.append(at)
            at = self.boss(at, monday)[0]
        return tuple(found)

    def sellers(self, monday: date) -> dict[int, tuple[int, ...]]:
        """Everybody who sells in a week and has a manager, with the chain above."""
        found = {}
        for key, person in self.people.items():
            days = [monday + n * ONE for n in range(7)]
            there = [
                day for day in days
                if (person["hired_on"] is None or person["hired_on"] <= day)
                and (person["left_on"] is None or person["left_on"] >= day)
            ]  # fmt: skip
            boss, since = self.boss(key, monday)
            if not there or boss is None or since is None:
                continue
            # The day that decides: there and in that line, however late in the week somebody came or moved.
            day = max(days[0], since, person["hired_on"] or days[0])
            leads = any(
                row["manager_id"] == key and row["valid_from_on"] <= day
                and (row["valid_to_on"] is None or row["valid_to_on"] >= day)
                for row in self.lines
            )  # fmt: skip
            planned = any(row["person_id"] == key and _holds(row, day) for row in self.plans)
            if planned or (not leads and not person["is_operations"]):
                found[key] = self.chain(key, monday)
        return found

    # What each of them adds in a week: (done, of), or nothing.

    def part(self, figure: str, person: int, monday: date) -> Pair | None:
        return getattr(self, f"_{figure}")(person, monday, monday + 6 * ONE)  # type: ignore[no-any-return]

    def _goal(self, person: int, day: date) -> Goal | None:
        held = [goal for goal in self.goals.get(person, []) if goal.amount and goal.starts_on <= day <= goal.ends_on]
        return min(held, key=lambda goal: goal.ends_on - goal.starts_on) if held else None

    def _won_between(self, person: int, first: date, last: date) -> float:
        return sum(one.amount for one in self.closed.get(person, []) if first <= one.on <= last)

    def _bookings(self, person: int, monday: date, sunday: date) -> Pair | None:
        due = 0.0
        for offset in range(7):
            if goal := self._goal(person, monday + offset * ONE):
                due += goal.amount / ((goal.ends_on - goal.starts_on).days + 1)
        return (self._won_between(person, monday, sunday), due) if due else None

    def _at_pace(self, person: int, monday: date, sunday: date) -> Pair | None:
        goal = self._goal(person, monday)
        if goal is None:
            return None
        last = min(sunday, goal.ends_on)
        needed = goal.amount * ((last - goal.starts_on).days + 1) / ((goal.ends_on - goal.starts_on).days + 1)
        return float(self._won_between(person, goal.starts_on, last) >= needed - 0.005), 1.0

    def _new_at_pace(self, person: int, monday: date, sunday: date) -> Pair | None:
        hired, role = self.people[person]["hired_on"], self.people[person]["role"]
        own = [step.until_week for step in RampStep.objects.filter(role=role)]
        ramp = own or [step.until_week for step in RampStep.objects.filter(role="")]
        is_new = hired is not None and ramp and hired <= monday < hired + timedelta(weeks=max(ramp))
        return self._at_pace(person, monday, sunday) if is_new else None

    def _in_reach(self, person: int, monday: date, sunday: date) -> Pair | None:
        for row in self.landings:
            if row["person_id"] == person and row["week_on"] == monday and row["now"]["chance"] is not None:
                return float(row["now"]["chance"] >= 0.5), 1.0
        return None

    def _helping(self, person: int, monday: date, sunday: date) -> Pair | None:
        said = [row["verdict"] for row in self.verdicts if row["person_id"] == person and row["week_on"] == monday]
        told = [one for one in said if one in ("helping", "not_helping")]
        return (float(told.count("helping")), float(len(told))) if told else None

    def _won(self, person: int, monday: date, sunday: date) -> Pair | None:
        days = [one for one in self.closed.get(person, []) if monday <= one.on <= sunday]
        return float(sum(one.won for one in days)), float(sum(one.closed for one in days))

    def _left(self, person: int, monday: date, sunday: date) -> Pair | None:
        last = self.people[person]["left_on"]
        return (1.0, 0.0) if last is not None and last <= sunday else (0.0, 1.0)

    def _agreed(self, person: int, monday: date, sunday: date) -> Pair | None:
        last = self.people[person]["left_on"]
        if last is not None and last < sunday:
            return None
        own = [row for row in self.plans if row["person_id"] == person and _holds(row, sunday)]
        return float(any(not row["is_draft"] and not row["needs_yes"] for row in own)), 1.0

    def _held(self, person: int, monday: date, sunday: date) -> Pair | None:
        done, of, minutes = 0.0, 0.0, 0
        for row in self.sessions:
            if row["person_id"] == person and monday <= row["starts_at"].date() <= sunday:
                if minutes < 75:
                    of += 1
                    done += row["state"] == "held"
                minutes += sum(length for _, length in row["parts"])
        return done, of

    def _removed(self, person: int, monday: date, sunday: date) -> Pair | None:
        done, of = 0.0, 0.0
        for row, promise in self._raised(person):
            age = (self.on - promise["made_on"]).days
            if not monday <= promise["made_on"] <= sunday or row["state"] == "withdrawn":
                continue
            if row["state"] == "open" and age <= 14:
                continue
            of += 1
            done += row["state"] == "resolved" and (row["closed_on"] - promise["made_on"]).days <= 14
        return done, of

    def _kept(self, person: int, monday: date, sunday: date) -> Pair | None:
        due = [
            row["kept"] for row in self.promises
            if row["person_id"] == person and row["role"] == "manager" and monday <= row["by_on"] <= sunday
        ]  # fmt: skip
        return float(due.count("kept")), float(due.count("kept") + due.count("not_kept"))

    def _reviewed(self, person: int, monday: date, sunday: date) -> Pair | None:
        if (self.on - sunday).days > 14:
            return None
        newest = {
            row["metric_key"]: row for row in self.proposals
            if row["person_id"] == person and row["answer"] == "accepted"
        }  # fmt: skip
        held = {
            row["metric_key"] for row in self.plans
            if row["person_id"] == person and not row["is_draft"] and _holds(row, sunday)
        }  # fmt: skip
        due = [row["review_on"] for key, row in newest.items() if key in held]
        return (float(sum((sunday - day).days <= 7 for day in due)), float(len(due))) if due else None

    def discussed(self, person: int, monday: date) -> Pair | None:
        """Misses that began in a week, and those somebody spoke of within seven days of its close."""
        sunday = monday + 6 * ONE
        done, of = 0.0, 0.0
        for row in self.standings:
            if row["person_id"] != person or row["week_on"] != monday or not _is_miss(row):
                continue
            key = row["metric_key"]
            before = [
                _is_miss(one) for one in self.standings
                if (one["person_id"], one["metric_key"], one["week_on"]) == (person, key, monday - 7 * ONE)
            ]  # fmt: skip
            if any(before):
                continue
            is_spoken = any(self._spoken(person, key, monday, sunday))
            if is_spoken or (self.on - sunday).days > 7:
                of += 1
                done += is_spoken
        return (done, of) if of else None

    def _spoken(self, person: int, key: str, monday: date, sunday: date) -> Iterator[bool]:
        for row in self.answers:
            if (row["person_id"], row["metric_key"], row["week_on"]) == (person, key, monday):
                yield (row["said_at"].date() - sunday).days <= 7
        for row, promise in self._raised(person):
            if row["metric_key"] == key and row["state"] != "withdrawn":
                yield 0 < (promise["made_on"] - sunday).days <= 7
        for row in self.sessions:
            if row["person_id"] == person and row["metric_key"] == key and row["state"] == "held":
                yield 0 < (row["held_at"].date() - sunday).days <= 7

    def _raised(self, person: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        by_key = {row["id"]: row for row in self.promises}
        for row in self.obstacles:
            if row["person_id"] == person:
                yield row, by_key[row["commitment_id"]]

    # What is shown of it.

    def week(self, figure: str, monday: date) -> dict[int, Pair]:
        """By manager the sums of a week; managers of whom nothing may be shown have noughts."""
        chains = self.sellers(monday)
        parts = {key: self.part(figure, key, monday) for key in chains}
        if figure in WHOLE_TEAMS:
            about = {(chain, key): parts[key] or (0.0, 0.0) for key, chain in chains.items()}
        else:
            about = {(chain, key): part for key, chain in chains.items() if (part := parts[key]) is not None}
        return shown(about, {key for chain in chains.values() for key in chain})

    def quarter(self, mondays: list[date]) -> dict[int, Pair]:
        """By manager the misses of a quarter that were discussed."""
        about: dict[tuple[tuple[int, ...], int], Pair] = {}
        heads: set[int] = set()
        for monday in mondays:
            for key, chain in self.sellers(monday).items():
                heads.update(chain)
                if part := self.discussed(key, monday):
                    before = about.get((chain, key), (0.0, 0.0))
                    about[chain, key] = (before[0] + part[0], before[1] + part[1])
        return shown(about, heads)


def shown(about: dict[tuple[tuple[int, ...], int], Pair], heads: set[int]) -> dict[int, Pair]:
    """Teams of five stand alone; of the others those below one manager stand together once they are five."""
    totals: dict[int, Pair] = dict.fromkeys(heads, (0.0, 0.0))

    def tell(chain: tuple[int, ...], rows: list[Any]) -> None:
        for manager in chain:
            done, of = totals[manager]
            totals[manager] = (done + sum(row[1][0] for row in rows), of + sum(row[1][1] for row in rows))

    def climb(chain: tuple[int, ...]) -> list[Any]:
        """What still waits at a place of the tree once everything below it was shown that could be."""
        own = [(key, part) for (path, key), part in about.items() if path == chain]
        if chain and len(own) >= 5:
            tell(chain, own)
            own = []
        below = {
            path[-len(chain) - 1 :]
            for path, _ in about
            if len(path) > len(chain) and path[len(path) - len(chain) :] == chain
        }
        waiting = own + [row for path in sorted(below) for row in climb(path)]
        if chain and len({key for key, _ in waiting}) >= 5:
            tell(chain, waiting)
            return []
        return waiting

    climb(())
    return totals


def _holds(row: dict[str, Any], day: date) -> bool:
    return bool(row["starts_on"] <= day and (row["ends_on"] is None or row["ends_on"] >= day))


def _is_miss(row: dict[str, Any]) -> bool:
    return row["status"] in ("behind", "check_data")
