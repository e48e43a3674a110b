"""Canonical rows in batches: people first, then what activities point to, then activities with file and line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from fairway.crm.report import statuses
from fairway.crm.report.folding import fold
from fairway.crm.report.inspecting import common_spelling
from fairway.crm.report.people import People
from fairway.crm.report.planning import Policy
from fairway.crm.report.reading import Reading, Row
from fairway.crm.report.staffing import BATCH_ROWS, LONGEST_VALUE, people_batches, sliced
from fairway.crm.report.statements import Facts
from fairway.crm.report.survey import Survey, account_id_of, contact_id_of, opportunity_id_of
from fairway.crm.report.understanding import Understanding, Unread
from fairway.exchange.intake import Answers
from fairway.exchange.intake import Meaning as M
from fairway.exchange.types import Batch, Reject, Severity
from fairway.lib.periods import zone
from fairway.records.types import (
    AccountRow,
    ActivityRow,
    ActivityType,
    ContactRow,
    Direction,
    OpportunityRow,
    ParticipantRow,
)
from fairway.records.words import LONGEST_WORD

LONGEST_CELL = 500
UNKNOWN_STAGE = "unknown"  # of opportunities that only activities name


def batches_of(
    understood: Understanding, found: Survey, people: People, reading: Reading, answers: Answers
) -> Iterator[Batch]:
    """All tables of an upload. `found` and `people` come from a pass over the same files with the same answers."""
    yield from people_batches(understood, found, people)
    by_id = {person.stated_id: person.native_id for person in people.everyone if person.stated_id}
    yield from _accounts(understood, found, by_id)
    yield from _opportunities(understood, found, people, by_id)
    if found.contacts:
        yield from sliced(
            "contacts",
            [ContactRow(contact_id, account_id or None) for contact_id, account_id in sorted(found.contacts.items())],
        )
    yield from _activities(found, people, reading, answers)
    yield from _unread(understood.unread)


def _accounts(understood: Understanding, found: Survey, by_id: Mapping[str, str]) -> Iterator[Batch]:
    listed: dict[str, AccountRow] = {}
    for lookup in understood.lookups:
        for row in lookup.rows:
            if isinstance(row, AccountRow):
                listed[row.account_id] = replace(row, owner_id=by_id.get(row.owner_id or "", None))
    stubs = [
        AccountRow(account_id, name=stub.name or None)
        for account_id, stub in sorted(found.accounts.items())
        if account_id not in listed
    ]
    yield from sliced("accounts", [*listed.values(), *stubs])


def _opportunities(
    understood: Understanding, found: Survey, people: People, by_id: Mapping[str, str]
) -> Iterator[Batch]:
    """Listed ones as they stand.

    Stubs have the first activity's seller and day, no amount, and the stage "unknown".
    """
    listed: dict[str, OpportunityRow] = {}
    for lookup in understood.lookups:
        for row in lookup.rows:
            if isinstance(row, OpportunityRow):
                listed[row.opportunity_id] = replace(row, owner_id=by_id.get(row.owner_id, row.owner_id))
    stubs = []
    for opportunity_id, stub in sorted(found.opportunities.items()):
        owner = people.of(stub.owner)
        if opportunity_id not in listed and owner is not None:
            stubs.append(
                OpportunityRow(
                    opportunity_id,
                    owner_id=owner.native_id,
                    created_at=stub.first_at or datetime.now(tz=UTC),
                    stage=UNKNOWN_STAGE,
                    account_id=stub.account_id or None,
                    name=stub.name or None,
                )
            )
    yield from sliced("opportunities", [*listed.values(), *stubs])


def _activities(found: Survey, people: People, reading: Reading, answers: Answers) -> Iterator[Batch]:
    making = _Making(found, people, reading.policy, answers)
    expected = sum(count.rows for count in found.files.values())
    rows: list[object] = []
    places: list[tuple[str, int | None]] = []
    rejects: list[Reject] = []
    participants: list[object] = []
    for stretch in reading.stretches():
        for row in stretch.rows:
            if row.refusal is not None:
                rejects += [] if row.is_further else [reject_of(row)]
            elif row.times:
                made = making.activities(row)
                rows += made
                rejects += making.notes(row)
                places += [(row.plan.table.name, row.line)] * len(made)
                participants += making.participants(row)
        if len(rows) + len(rejects) >= BATCH_ROWS:
            yield Batch("activities", rows, places, rejects=rejects, expected=expected)
            if participants:
                yield Batch("participants", participants)
            rows, places, rejects, participants = [], [], [], []
    yield Batch("activities", rows, places, rejects=rejects, expected=expected)
    if participants:
        yield Batch("participants", participants)


def reject_of(row: Row) -> Reject:
    """A refused row with its file, line, column, value and what to do."""
    refusal = row.refusal
    assert refusal is not None  # noqa: S101 - asked of refused rows only
    cells = {
        header: cell[:LONGEST_CELL]
        for header, cell in zip(row.plan.table.header, row.cells, strict=False)
        if cell.strip()
    }
    return Reject(
        row.plan.table.name, row.line, refusal.field, refusal.value[:LONGEST_VALUE], refusal.reason, row=cells
    )


def _unread(files: Sequence[Unread]) -> Iterator[Batch]:
    for file in files:
        value = f"{file.rows:,} rows" if file.rows else ""
        yield Batch("activities", rejects=(Reject(file.name, None, "", value, f"{file.problem}. {file.advice}"),))


class _Making:
    """Rows for the store from rows read."""

    def __init__(self, found: Survey, people: People, policy: Policy, answers: Answers) -> None:
        self.people, self.policy = people, policy
        said = {fold(word): answer for word, answer in answers.kinds.items()}
        self.words = {folded: common_spelling(count) for folded, count in found.kinds.items() if folded}
        for folded, answer in said.items():
            if answer.same_as:
                self.words[folded] = self.words.get(fold(answer.same_as), answer.same_as)

    def activities(self, row: Row) -> list[ActivityRow]:
        """One for each activity a row stands for; their ids stay what they are when the number grows."""
        one = self.activity(row)
        if not row.plan.counts:
            return [one]
        return [replace(one, activity_id=f"{one.activity_id}.{number}") for number in range(1, row.times + 1)]

    def activity(self, row: Row) -> ActivityRow:
        facts, resolved = row.facts, row.resolved
        assert facts is not None and resolved is not None  # noqa: S101, PT018 - asked of readable rows only
        person = self.people.of(facts.seller)
        home = zone(person.listed.timezone) if person and person.listed and person.listed.timezone else self.policy.home
        scheduled = resolved.scheduled
        return ActivityRow(
            activity_id=row.native_id.replace("|", "/"),
            seller_id=person.native_id if person else facts.seller.shown,
            type=ActivityType(row.activity_type),
            subtype=self._word(facts),
            direction=Direction(facts.direction) if facts.direction else None,
            status=resolved.status,
            scheduled_start_at=scheduled.at if scheduled else None,
            due_on=scheduled.on if scheduled and scheduled.at is None else None,
            occurred_at=resolved.occurred.instant(home) if resolved.occurred else None,
            completed_at=resolved.completed.instant(home) if resolved.completed else None,
            cancelled_at=resolved.cancelled.instant(home) if resolved.cancelled else None,
            logged_at=resolved.logged.instant(home) if resolved.logged else None,
            duration_min=facts.duration_min,
            outcome=_outcome(facts),
            account_id=account_id_of(facts) or None,
            opportunity_id=opportunity_id_of(facts) or None,
            lead_id=facts.lead_id[:LONGEST_VALUE] or None,
            is_auto_captured=facts.is_auto,
        )

    def _word(self, facts: Facts) -> str | None:
        word = self.words.get(fold(facts.kind), facts.kind)
        return " ".join(word.split())[:LONGEST_WORD].replace("@", " at ") or None

    def notes(self, row: Row) -> list[Reject]:
        """What was kept of a row although something about it was passed over."""
        facts = row.facts
        if facts is None or not facts.other_sellers:
            return []
        names = f"{facts.seller.shown}; {facts.other_sellers}"
        return [
            Reject(
                row.plan.table.name,
                row.line,
                row.plan.header(M.SELLER),
                names[:LONGEST_VALUE],
                "names several sellers; it counts for the first, so give the others rows of their own",
                Severity.KEPT,
            )
        ]

    def participants(self, row: Row) -> list[ParticipantRow]:
        contact_id = contact_id_of(row.facts) if row.facts and not row.plan.counts else ""
        return [ParticipantRow(row.native_id.replace("|", "/"), contact_id)] if contact_id else []


def _outcome(facts: Facts) -> str | None:
    text = " ".join(facts.outcome.split())
    return text[:LONGEST_WORD] if text and not statuses.is_blank(text) else None
