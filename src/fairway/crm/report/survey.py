"""One pass over an upload that keeps counts instead of rows: what the set-up page shows and what people are
made of.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fairway.crm.report.doubts import Doubts, Watch
from fairway.crm.report.folding import fold, one_line
from fairway.crm.report.people import NOBODY, Spelling
from fairway.crm.report.planning import Policy
from fairway.crm.report.reading import Reading, Row, Stretch
from fairway.crm.report.refusals import Refusal
from fairway.crm.report.resolving import Resolved
from fairway.crm.report.statements import Facts
from fairway.crm.report.telling import Steps
from fairway.exchange.intake import SHOWN_WEEKS, LineAround
from fairway.lib.periods import week_of
from fairway.records.types import ActivityStatus

MOST_LINES_SHOWN = 20
MOST_NAMED = 500_000  # accounts, opportunities, contacts held by name


@dataclass(slots=True)
class Group:
    """Refused rows of one reason."""

    refusal: Refusal
    rows: int
    example: str
    lines: list[tuple[str, int]]


@dataclass(slots=True)
class KindCount:
    spellings: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    sellers: set[Spelling] = field(default_factory=set)
    rows: int = 0


@dataclass(slots=True)
class FileCount:
    rows: int = 0
    loaded: int = 0
    refused: int = 0
    blank_lines: int = 0
    repeated_headers: int = 0
    around: list[LineAround] = field(default_factory=list)
    lines_around: int = 0
    sections: int = 0


@dataclass(slots=True)
class Stub:
    """An account or opportunity that only activities name."""

    name: str = ""
    account_id: str = ""
    owner: Spelling = NOBODY
    first_at: datetime | None = None


@dataclass(slots=True)
class Survey:
    """Everything counted in a pass."""

    files: dict[str, FileCount] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    kinds: dict[str, KindCount] = field(default_factory=dict)
    sellers: Counter[Spelling] = field(default_factory=Counter)
    last_by: dict[Spelling, date] = field(default_factory=dict)  # each seller's last day done
    managers: dict[Spelling, Counter[str]] = field(default_factory=dict)
    teams: dict[Spelling, Counter[str]] = field(default_factory=dict)
    accounts: dict[str, Stub] = field(default_factory=dict)
    opportunities: dict[str, Stub] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)  # contact to account
    unknown_status: Counter[str] = field(default_factory=Counter)  # words no table knows, answered ones too
    unclear: Counter[str] = field(default_factory=Counter)  # of them, rows unconfirmed for want of an answer
    unclear_rows: list[tuple[str, int, str]] = field(default_factory=list)  # file, line, word of the first few
    weeks: set[date] = field(default_factory=set)
    done: Counter[tuple[Spelling, str, date]] = field(default_factory=Counter)  # seller, folded kind, week
    reached: dict[tuple[Spelling, str, date], set[str]] = field(default_factory=dict)  # seller, type, week: customers
    first_on: date | None = None
    last_on: date | None = None
    done_rows: int = 0
    doubts: dict[str, Doubts] = field(default_factory=dict)  # by file
    examples: list[tuple[Row, str]] = field(default_factory=list)
    shared_rows: list[tuple[str, int, str]] = field(
        default_factory=list
    )  # of several sellers: file, line, names; the first few
    shared: int = 0
    done_ahead: list[tuple[str, int]] = field(
        default_factory=list
    )  # done and yet ahead: file and line of the first few
    done_ahead_rows: int = 0


def surveying(reading: Reading, today: date) -> Steps[Survey]:
    """Read everything once and keep what is needed to ask, to show and to make people of."""
    found = Survey()
    first_shown_on = week_of(today, reading.policy.week_starts_on) - timedelta(days=7 * SHOWN_WEEKS)
    for stretch in reading.stretches():
        name = stretch.plan.table.name
        count = found.files.setdefault(name, FileCount())
        _count_around(count, stretch)
        doubts = found.doubts.setdefault(name, Doubts())
        watch = Watch(stretch.plan, reading.policy, doubts)
        for row in stretch.rows:
            count.rows += not row.is_further
            if row.refusal is not None:
                if not row.is_further:
                    count.refused += 1
                    _take_refused(found, row)
            elif row.resolved is not None and row.facts is not None:
                count.loaded += not row.is_further
                if not row.times:
                    continue
                _take_row(found, row, row.facts, row.resolved, reading.policy, today)
                watch.look(row, row.facts, row.resolved)
                if row.resolved.status is ActivityStatus.DONE and (row.resolved.on or date.min) >= first_shown_on:
                    _count_done(found, row, row.facts, row.resolved.on or date.min, reading.policy)
        yield len(stretch.rows)
    return found


def _count_around(count: FileCount, stretch: Stretch) -> None:
    piece = stretch.around
    count.blank_lines += piece.blank_lines
    count.repeated_headers += piece.repeated_headers
    count.lines_around += len(piece.around)
    count.around += piece.around[: max(MOST_LINES_SHOWN - len(count.around), 0)]
    count.sections += stretch.sections


def _take_refused(found: Survey, row: Row) -> None:
    refusal = row.refusal
    if refusal is None:
        return
    group = found.groups.get(refusal.key)
    if group is None:
        group = found.groups[refusal.key] = Group(refusal, 0, example_of(row), [])
    group.rows += 1
    if len(group.lines) < MOST_LINES_SHOWN:
        group.lines.append((row.plan.table.name, row.line))


def example_of(row: Row) -> str:
    """A refused row in a few words: seller, kind, customer; what it is made of where it could not be taken apart."""
    if row.facts is None:
        return one_line(row.refusal.value if row.refusal else "", 70)
    facts = row.facts
    parts = [facts.seller.shown, facts.kind or facts.subject, facts.account or facts.account_id]
    return ", ".join(one_line(part, 40) for part in parts if part) or one_line(
        ", ".join(cell for cell in row.cells if cell.strip()), 70
    )


def _take_row(found: Survey, row: Row, facts: Facts, resolved: Resolved, policy: Policy, today: date) -> None:
    found.sellers[facts.seller] += row.times
    kind = found.kinds.setdefault(fold(facts.kind), KindCount())
    kind.rows += row.times
    kind.spellings[facts.kind] += row.times
    kind.types[row.activity_type] += row.times
    kind.sellers.add(facts.seller)
    if facts.other_sellers:
        found.shared += 1
        if len(found.shared_rows) < MOST_LINES_SHOWN:
            found.shared_rows.append((row.plan.table.name, row.line, f"{facts.seller.shown}, {facts.other_sellers}"))
    if facts.manager:
        found.managers.setdefault(facts.seller, Counter())[facts.manager] += 1
    if facts.team:
        found.teams.setdefault(facts.seller, Counter())[facts.team] += 1
    _take_status(found, row, facts, resolved, policy)
    on = resolved.on
    if on is not None:
        found.first_on = on if found.first_on is None else min(found.first_on, on)
        found.last_on = on if found.last_on is None else max(found.last_on, on)
        if resolved.status is ActivityStatus.DONE:
            found.last_by[facts.seller] = max(found.last_by.get(facts.seller, on), on)
            found.done_rows += row.times
            if on > today:
                found.done_ahead_rows += 1
                found.done_ahead += (
                    [(row.plan.table.name, row.line)] if len(found.done_ahead) < MOST_LINES_SHOWN else []
                )
        if on <= today:
            found.weeks.add(week_of(on, policy.week_starts_on))
    _take_records(found, facts, resolved, policy)
    _take_example(found, row, resolved)


def _take_status(found: Survey, row: Row, facts: Facts, resolved: Resolved, policy: Policy) -> None:
    is_answered = fold(facts.status) in policy.status_words
    if not facts.status or (facts.standing is not None and not is_answered):
        return
    found.unknown_status[facts.status] += 1
    if resolved.status is ActivityStatus.UNCONFIRMED and not is_answered:
        found.unclear[facts.status] += 1
        if len(found.unclear_rows) < MOST_LINES_SHOWN:
            found.unclear_rows.append((row.plan.table.name, row.line, facts.status))


def _count_done(found: Survey, row: Row, facts: Facts, on: date, policy: Policy) -> None:
    week_on = week_of(on, policy.week_starts_on)
    found.done[facts.seller, fold(facts.kind), week_on] += row.times
    account_id = account_id_of(facts)
    if account_id and row.activity_type in {"call", "email"} and facts.direction != "inbound":
        found.reached.setdefault((facts.seller, row.activity_type, week_on), set()).add(account_id)


def account_id_of(facts: Facts) -> str:
    """The id of the file, else the name as an id: lower case without accents, at most 200 letters."""
    return (facts.account_id or fold(facts.account))[:200].replace("|", "/")


def opportunity_id_of(facts: Facts) -> str:
    return (facts.opportunity_id or fold(facts.opportunity))[:200].replace("|", "/")


def contact_id_of(facts: Facts) -> str:
    return (facts.contact_id or fold(facts.contact))[:200].replace("|", "/")


def _take_records(found: Survey, facts: Facts, resolved: Resolved, policy: Policy) -> None:
    account_id = account_id_of(facts)
    if account_id and len(found.accounts) < MOST_NAMED:
        stub = found.accounts.setdefault(account_id, Stub())
        stub.name = stub.name or " ".join(facts.account.split())
    opportunity_id = opportunity_id_of(facts)
    if opportunity_id and len(found.opportunities) < MOST_NAMED:
        stub = found.opportunities.setdefault(opportunity_id, Stub(owner=facts.seller))
        stub.name = stub.name or " ".join(facts.opportunity.split())
        stub.account_id = stub.account_id or account_id
        stamp = resolved.logged or resolved.occurred or resolved.scheduled
        instant = stamp.instant(policy.home) if stamp else None
        if instant is not None and (stub.first_at is None or instant < stub.first_at):
            stub.first_at, stub.owner = instant, facts.seller
    contact_id = contact_id_of(facts)
    if contact_id and len(found.contacts) < MOST_NAMED:
        found.contacts[contact_id] = found.contacts.get(contact_id) or account_id


def _take_example(found: Survey, row: Row, resolved: Resolved) -> None:
    """Five rows that differ: the first of each status, then the first of each kind."""
    if len(found.examples) >= 40:
        return
    mark = f"{resolved.status}|{fold(row.facts.kind) if row.facts else ''}"
    if all(mark != known for _, known in found.examples):
        found.examples.append((row, mark))
