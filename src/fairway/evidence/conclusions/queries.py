"""Reading what was concluded: one statement for each need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from fairway.audit.recording import row_as_json
from fairway.evidence.helping import Help
from fairway.evidence.models import GroupFindings, SellerLanding, SellerVerdict
from fairway.evidence.packing import unpacked


@dataclass(frozen=True, slots=True)
class LandingFacts:
    """Where a seller's period may land: ends, chance and twenty equally likely outcomes (`landing.as_figures`)."""

    week_on: date
    starts_on: date
    ends_on: date
    goal: float | None
    now: Mapping[str, Any]
    at_target: Mapping[str, Any]

    @property
    def chance(self) -> float | None:
        """Chance to reach the goal as things are; None without a goal."""
        found = self.now["chance"]
        return None if found is None else float(found)


@dataclass(frozen=True, slots=True)
class FindingsFacts:
    """What a group's records say. Each candidate is an entry of an `evidence` answer."""

    group: str
    week_on: date
    sellers: int
    weeks: int
    candidates: tuple[Mapping[str, Any], ...]


def verdicts_by_person(person_keys: Collection[int]) -> dict[int, dict[str, Help]]:
    """The newest verdicts on those people's HIAs, by metric; nobody of whom nothing was concluded."""
    newest = SellerVerdict.objects.aggregate(on=Max("week_on"))["on"]
    found: dict[int, dict[str, Help]] = {}
    for row in SellerVerdict.objects.filter(week_on=newest, person_id__in=list(person_keys)):
        found.setdefault(row.person_id, {})[row.metric_key] = unpacked(
            row.metric_key, row.verdict, row.until_on, row.told
        )
    return found


def landings_by_person(person_keys: Collection[int]) -> dict[int, LandingFacts]:
    """The newest landing of each of those people."""
    newest = SellerLanding.objects.aggregate(on=Max("week_on"))["on"]
    rows = SellerLanding.objects.filter(week_on=newest, person_id__in=list(person_keys))
    return {row.person_id: _landing(row) for row in rows}


def findings_about(role: str) -> FindingsFacts | None:
    """The newest findings of a role, of everybody where too few have it; None where nothing was concluded."""
    newest = GroupFindings.objects.aggregate(on=Max("week_on"))["on"]
    rows = {row.group: row for row in GroupFindings.objects.filter(week_on=newest, group__in=[role.casefold(), ""])}
    row = rows.get(role.casefold()) or rows.get("")
    return FindingsFacts(row.group, row.week_on, row.sellers, row.weeks, tuple(row.candidates)) if row else None


def landings_of_periods_before(day: date) -> dict[int, list[LandingFacts]]:
    """By person what was said of periods that were over before a day, oldest first."""
    found: dict[int, list[LandingFacts]] = {}
    for row in SellerLanding.objects.filter(ends_on__lt=day).order_by("week_on"):
        found.setdefault(row.person_id, []).append(_landing(row))
    return found


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """What was concluded about one person, for that person's own export."""
    return {
        "verdicts": [row_as_json(row) for row in SellerVerdict.objects.filter(person_id=person_key)],
        "landings": [row_as_json(row) for row in SellerLanding.objects.filter(person_id=person_key)],
    }


def _landing(row: SellerLanding) -> LandingFacts:
    return LandingFacts(row.week_on, row.starts_on, row.ends_on, row.goal, row.now, row.at_target)
