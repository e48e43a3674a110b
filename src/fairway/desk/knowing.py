"""How we know: method, records, checks and numbers behind a card, and the command that says the same. Plain Python.

The only place of a seller's page where words of statistics stand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from shlex import quote
from typing import Any

from fairway.diagnosis.states import Stand
from fairway.evidence.conclusions.types import FindingsFacts
from fairway.evidence.verdict import PROGRESS
from fairway.people.types import PersonFacts
from fairway.web.words import day, number, plural, share

ON_DEALS = (
    "Deals of the same seller are compared week by week, at the same stage and age and in the same week of the year: "
    "did they move on in the weeks after it was done on them? A deal that goes well attracts acts by itself. So "
    "sellers’ own busy weeks, in which they do more of it on all their deals, have to show it too; how far the two "
    "differ is taken out."
)
ON_ACCOUNTS = (
    "Weeks of the same seller are compared: did new deals come in the weeks after it was done? Leads that came by "
    "themselves are held apart."
)
COMES = {"stage_progress": "steps of deals come", "new_deals": "new deals come"}
ONE_MORE = "for one more a week"


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the fold: terms with their text, checks with whether they hold, commands."""

    facts: Sequence[tuple[str, str]]
    checks: Sequence[tuple[bool, str]]
    commands: Sequence[str]


def known_of(
    stand: Stand,
    person: PersonFacts,
    findings: FindingsFacts | None,
    candidate: Mapping[str, Any] | None,
    concluded_on: date | None,
) -> Known | None:
    """How a verdict is known; None where nothing was concluded."""
    told = stand.help
    if told is None:
        return None
    facts = [("Method", ON_DEALS if told.objective in {PROGRESS, ""} else ON_ACCOUNTS)]
    if findings:
        facts.append(("Records", _records(findings, person)))
    if told.chance is not None:
        facts.append(("Here", _own(stand)))
    if candidate:
        facts.append(("The group", _group(candidate)))
    checks = [(bool(one["passed"]), str(one["detail"])) for one in candidate["checks"]] if candidate else []
    return Known(facts, checks, _commands(person, findings, concluded_on))


def _records(findings: FindingsFacts, person: PersonFacts) -> str:
    last_on = findings.week_on + timedelta(days=6)
    who = f"all of the role {person.role}" if findings.group else "everybody"
    return f"{plural(findings.weeks, 'closed week')} up to {day(last_on)}, {plural(findings.sellers, 'seller')}: {who}."


def _own(stand: Stand) -> str:
    told = stand.help
    if told is None or told.chance is None:
        return ""
    words = f"Probability that it helps here: {told.chance:.2f}, leaning on {plural(told.pooled_with, 'colleague')}."
    if told.effect:
        span = told.effect
        more = f"{_signed(span.mean)} of the objective {ONE_MORE}, {_signed(span.low)} to {_signed(span.high)}"
        words += f" Estimate: {more} ({share(span.level)} interval)."
    return f"{words} With some of the group it works more than with others." if told.differs else words


def _group(candidate: Mapping[str, Any]) -> str:
    words = str(candidate["reason"])
    chain, dose, lag = candidate["chain"], candidate["dose"], candidate["lag_weeks"]
    if chain:
        words += (
            f" At {_apart(dose['to_per_week'], dose['from_per_week'])}, "
            f"{COMES.get(chain['objective'], 'it comes')} {_signed(chain['effect_mean'])} more often, "
            f"{_signed(chain['low'])} to {_signed(chain['high'])} (90% interval)."
        )
    if lag:
        words += f" It works in week {lag[0]} to {lag[1]} after it was done."
    return words


def _apart(to: float, since: float) -> str:
    """`2.1 a week instead of 1.7`, with as many decimals as tell the two apart."""
    if number(to) != number(since):
        return f"{number(to)} a week instead of {number(since)}"
    return f"{to:.2g} a week instead of {since:.2g}"


def _signed(value: float) -> str:
    """`+1.2%`; nothing has no sign."""
    percent = round(value * 100, 1)
    return f"{percent:+.1f}%".replace("-", "\N{MINUS SIGN}") if percent else "0.0%"


def _commands(person: PersonFacts, findings: FindingsFacts | None, concluded_on: date | None) -> list[str]:
    as_of = f" --as-of {concluded_on}" if concluded_on else ""
    role = f" --role {quote(person.role)}" if findings and findings.group else ""
    return [
        f"fairway helping --seller {quote(person.native_id)}{as_of} --json",
        f"fairway evidence{role}{as_of} --json",
    ]
