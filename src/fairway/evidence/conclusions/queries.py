"""Reading what was concluded: one statement for each need.

What was concluded for a week that is long over is not read as if it held today.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from fairway.audit.recording import row_as_json
from fairway.evidence.conclusions.types import FindingsFacts, LandingFacts, VerdictFacts
from fairway.evidence.models import GroupFindings, SellerLanding, SellerVerdict
from fairway.evidence.packing import unpacked
from fairway.evidence.verdict import Help, Verdict

HOLDS_FOR = timedelta(weeks=5)  # from the first day of the week it was concluded for


def verdicts_by_person(person_keys: Collection[int], on: date) -> dict[int, dict[str, Help]]:
    """By person and metric the newest verdicts that could be known on a day; nobody of whom nothing was concluded."""
    rows = SellerVerdict.objects.filter(person_id__in=list(person_keys), **_lately(on)).order_by("week_on")
    newest = {row.person_id: row.week_on for row in rows}
    found: dict[int, dict[str, Help]] = {}
    for row in rows:
        if row.week_on == newest[row.person_id]:
            told = unpacked(row.metric_key, row.verdict, row.until_on, row.told)
            found.setdefault(row.person_id, {})[row.metric_key] = told
    return found


def last_verdicts(person_key: int, on: date) -> dict[str, VerdictFacts]:
    """By metric the last verdict on every HIA of a person that could be known on a day, however long ago."""
    known = SellerVerdict.objects.filter(person_id=person_key, week_on__lte=on - timedelta(days=6))
    last = known.filter(metric_key=OuterRef("metric_key")).order_by("-week_on").values("week_on")[:1]
    rows = list(known.filter(week_on=Subquery(last)))
    newest = max((row.week_on for row in rows), default=None)
    return {
        row.metric_key: VerdictFacts(
            row.week_on,
            unpacked(row.metric_key, row.verdict, row.until_on, row.told),
            is_current=row.week_on == newest and row.week_on > on - HOLDS_FOR,
        )
        for row in rows
    }


def landings_by_person(person_keys: Collection[int], on: date) -> dict[int, LandingFacts]:
    """The newest landing of each of those people that could be known on a day, while its period runs."""
    rows = SellerLanding.objects.filter(person_id__in=list(person_keys), ends_on__gte=on, **_lately(on))
    return {row.person_id: _landing(row) for row in rows.order_by("week_on")}


def chances_by_week(weeks: Collection[date]) -> dict[date, dict[int, float]]:
    """By closed week and person the chance to reach the goal, as it looked then; nobody without a goal."""
    found: dict[date, dict[int, float]] = {}
    rows = SellerLanding.objects.filter(week_on__in=list(weeks))
    for week_on, person_key, now in rows.values_list("week_on", "person_id", "now"):
        if now.get("chance") is not None:
            found.setdefault(week_on, {})[person_key] = float(now["chance"])
    return found


def verdicts_by_week(weeks: Collection[date]) -> dict[date, dict[int, list[Verdict]]]:
    """By closed week and person the verdicts on their HIAs, as they stood then."""
    found: dict[date, dict[int, list[Verdict]]] = {}
    rows = SellerVerdict.objects.filter(week_on__in=list(weeks))
    for week_on, person_key, verdict in rows.values_list("week_on", "person_id", "verdict"):
        found.setdefault(week_on, {}).setdefault(person_key, []).append(Verdict(verdict))
    return found


def findings_about(role: str, on: date) -> FindingsFacts | None:
    """The newest findings of a role that could be known on a day, of everybody where too few have it; None where
    nothing was concluded.
    """
    asked = GroupFindings.objects.filter(group__in={role.casefold(), ""}, **_lately(on))
    rows = list(asked.order_by("-week_on", "-group")[:1])  # a role's own before everybody's
    return _findings(rows[0]) if rows else None


def findings_by_group(on: date) -> dict[str, FindingsFacts]:
    """By group the newest findings that could be known on a day: of each role enough sellers have, and of everybody
    under no name; all of one week.
    """
    rows = GroupFindings.objects.filter(**_lately(on)).order_by("week_on")
    newest = max((row.week_on for row in rows), default=None)
    return {row.group: _findings(row) for row in rows if row.week_on == newest}


def _lately(on: date) -> dict[str, date]:
    """Weeks that were over by the end of a day, and not so long ago that it may be otherwise now."""
    return {"week_on__lte": on - timedelta(days=6), "week_on__gt": on - HOLDS_FOR}


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """What was concluded about one person, for that person's own export."""
    return {
        "verdicts": [row_as_json(row) for row in SellerVerdict.objects.filter(person_id=person_key)],
        "landings": [row_as_json(row) for row in SellerLanding.objects.filter(person_id=person_key)],
    }


def _findings(row: GroupFindings) -> FindingsFacts:
    return FindingsFacts(row.group, row.week_on, row.sellers, row.weeks, tuple(row.candidates))


def _landing(row: SellerLanding) -> LandingFacts:
    return LandingFacts(row.week_on, row.starts_on, row.ends_on, row.goal, row.now, row.at_target)
