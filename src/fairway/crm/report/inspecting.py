"""What the set-up page shows of an upload, from one pass over it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic

from fairway.crm.report import kinds
from fairway.crm.report.dates import Order, moment
from fairway.crm.report.folding import fold, one_line
from fairway.crm.report.lookups import Lookup
from fairway.crm.report.meanings import Judged
from fairway.crm.report.people import People
from fairway.crm.report.planning import Policy, TablePlan
from fairway.crm.report.problems import problems_of
from fairway.crm.report.questions import questions_of
from fairway.crm.report.reading import Row
from fairway.crm.report.survey import FileCount, KindCount, Survey
from fairway.crm.report.tabling import Table
from fairway.crm.report.understanding import Understanding, Unread
from fairway.exchange.intake import (
    SHOWN_WEEKS,
    Answers,
    ColumnGuess,
    Confidence,
    ExampleRow,
    FileRead,
    Inspection,
    KindClass,
    KindGuess,
    PersonGuess,
)
from fairway.exchange.intake import Meaning as M
from fairway.lib.periods import week_of

SHOWN_SAMPLES = 3
FIVE = 5
NOUNS = {M.SELLER: "names", M.SELLER_EMAIL: "addresses", M.SELLER_ID: "ids", M.ACCOUNT: "names", M.MANAGER: "names"}
STATUS_SHOWN = {
    "planned": "planned",
    "done": "done",
    "unconfirmed": "unconfirmed",
    "cancelled": "cancelled",
    "no_show": "no show",
}


def inspection_of(
    understood: Understanding, found: Survey, people: People, answers: Answers, started: float
) -> Inspection:
    """Put together everything known about an upload. Counts are those of the survey, so they add up."""
    told = (
        *(_file_read(plan, found) for plan in understood.plans),
        *(_lookup_read(lookup) for lookup in understood.lookups),
        *(_unread(file) for file in understood.unread),
    )
    files = tuple(sorted(told, key=lambda file: understood.names.index(file.name)))
    row_count, left_out = sum(file.rows for file in files), _left_out(understood, found)
    questions = questions_of(understood.plans, found, people, answers, understood.names)
    asked = {
        (question.file, question.about)
        for question in questions
        if question.key.partition(":")[0] in {"date_rule", "done_rule", "day_order", "counts"}
    }
    return Inspection(
        files=files,
        columns=tuple(_columns(understood.plans, understood.policy, asked)),
        questions=questions,
        kinds=tuple(kinds_of(found, understood.plans, answers)),
        people=tuple(_people(people)),
        problems=tuple(problems_of(found, understood, people)),
        examples=tuple(_examples(found, people)),
        rows_read=row_count,
        rows_readable=row_count - left_out,
        rows_left_out=left_out,
        sellers=len({person.native_id for spelling in found.sellers if (person := people.of(spelling)) is not None}),
        first_on=found.first_on,
        last_on=found.last_on,
        closed_weeks=_closed_weeks(found, understood.policy),
        done_rows=found.done_rows,
        seconds=round(monotonic() - started, 2),
        weeks_on=tuple(closed_weeks(understood.policy)),
        weekly=_weekly(found, people, understood.policy),
        reached=_reached(found, people, understood.policy),
    )


def closed_weeks(policy: Policy) -> list[date]:
    """The newest weeks that are over, the last one last."""
    this_week_on = week_of(policy.today, policy.week_starts_on)
    return [this_week_on - timedelta(days=7 * back) for back in range(SHOWN_WEEKS, 0, -1)]


def _weekly(found: Survey, people: People, policy: Policy) -> dict[str, dict[str, tuple[int, ...]]]:
    """Activities done in those weeks by person's id and word; words nobody did in them are left out."""
    place = {week_on: number for number, week_on in enumerate(closed_weeks(policy))}
    words = {folded: common_spelling(count) for folded, count in found.kinds.items() if folded}
    counts: dict[str, dict[str, list[int]]] = {}
    for (seller, folded, week_on), times in found.done.items():
        person = people.of(seller)
        if person is not None and week_on in place:
            word = words.get(folded) or found.kinds[folded].types.most_common(1)[0][0]
            row = counts.setdefault(person.native_id, {}).setdefault(word, [0] * len(place))
            row[place[week_on]] += times
    return {person: {word: tuple(row) for word, row in words.items()} for person, words in counts.items()}


def _reached(found: Survey, people: People, policy: Policy) -> dict[str, dict[str, tuple[int, ...]]]:
    """Different customers called and written to in those weeks by person's id and type."""
    place = {week_on: number for number, week_on in enumerate(closed_weeks(policy))}
    customers: dict[tuple[str, str, date], set[str]] = {}
    for (seller, kind, week_on), accounts in found.reached.items():
        person = people.of(seller)
        if person is not None and week_on in place:
            customers.setdefault((person.native_id, kind, week_on), set()).update(accounts)
    counts: dict[str, dict[str, list[int]]] = {}
    for (person_id, kind, week_on), accounts in customers.items():
        counts.setdefault(person_id, {}).setdefault(kind, [0] * len(place))[place[week_on]] = len(accounts)
    return {person: {kind: tuple(row) for kind, row in kinds.items()} for person, kinds in counts.items()}


def _left_out(understood: Understanding, found: Survey) -> int:
    """Rows of activities refused, broken lines of lists, and all rows of files that are neither."""
    refused = sum(count.refused for count in found.files.values())
    broken = sum(len(lookup.broken) for lookup in understood.lookups)
    return refused + broken + sum(file.rows for file in understood.unread)


def _closed_weeks(found: Survey, policy: Policy) -> int:
    this_week_on = week_of(policy.today, policy.week_starts_on)
    return sum(1 for week_on in found.weeks if week_on < this_week_on)


def _file_read(plan: TablePlan, found: Survey) -> FileRead:
    count = found.files.get(plan.table.name, FileCount())
    return _described(plan.table, "activities", count.rows, count)


def _described(table: Table, role: str, row_count: int, count: FileCount) -> FileRead:
    return FileRead(
        name=table.name,
        role=role,
        rows=row_count,
        encoding=table.opening.encoding,
        delimiter=table.opening.delimiter,
        sheet=table.opening.sheet,
        sheets=table.opening.sheets,
        header_line=table.header_line,
        preamble=table.preamble,
        footer=tuple(count.around),
        lines_around=count.lines_around + count.sections,
        blank_lines=count.blank_lines + table.blank_above,
        repeated_headers=count.repeated_headers,
    )


def _lookup_read(lookup: Lookup) -> FileRead:
    return _described(
        lookup.table,
        lookup.role,
        lookup.count,
        FileCount(
            around=list(lookup.around),
            lines_around=len(lookup.around),
            blank_lines=lookup.blank_lines,
            repeated_headers=lookup.repeated_headers,
        ),
    )


def _unread(file: Unread) -> FileRead:
    problem = f"{file.problem}. {file.advice}"
    if file.table is None:
        return FileRead(file.name, "not read", 0, problem=problem)
    return replace(_described(file.table, "not read", file.rows, FileCount()), problem=problem)


def _columns(plans: Sequence[TablePlan], policy: Policy, asked: set[tuple[str, str]]) -> Iterator[ColumnGuess]:
    for plan in plans:
        for column in plan.judged:
            header = plan.table.header[column.place]
            is_open = ("", header) in asked or (plan.table.name, header) in asked
            yield ColumnGuess(
                file=plan.table.name,
                header=header,
                meaning=column.meaning,
                confidence=Confidence.NOT_SURE if is_open and not column.is_answered else column.confidence,
                samples=tuple(one_line(text, 40) for text, _ in plan.profiles[column.place].judged[:SHOWN_SAMPLES]),
                summary=_summary(plan, column, policy),
                why=column.why,
                alternatives=column.alternatives,
                is_answered=column.is_answered,
            )


def _summary(plan: TablePlan, column: Judged, policy: Policy) -> str:
    profile = plan.profiles[column.place]
    if not profile.filled:
        return "Empty"
    if column.meaning is M.LEAVE_OUT:
        return "Not read, not stored"
    if column.place in plan.dates:
        order = plan.dates[column.place].order if column.place in plan.dates else Order.DAY_FIRST
        ahead = sum(
            times
            for text, times in profile.days.items()
            if (found := moment(text, order)) is not None and found.day > policy.today
        )
        return f"{ahead:,} lie ahead" if ahead > 1 else "1 lies ahead" if ahead else "All in the past"
    more = "more than " if profile.distinct > 7_999 else ""
    noun = NOUNS.get(column.meaning, "values")
    return (
        f"{more}{profile.distinct:,} {noun}"
        if profile.distinct != 1
        else f"1 {noun[:-1] if noun != 'addresses' else 'address'}"
    )


def kinds_of(found: Survey, plans: Sequence[TablePlan], answers: Answers) -> Iterator[KindGuess]:
    """Every word for a kind, the most frequent first. A name is suggested where the word is short for something."""
    language = Counter(plan.language for plan in plans if plan.language).most_common(1)
    said = {fold(word): answer for word, answer in answers.kinds.items()}
    for folded, count in sorted(found.kinds.items(), key=lambda item: (-item[1].rows, item[0])):
        if not folded:
            continue
        word = common_spelling(count)
        activity_type = count.types.most_common(1)[0][0]
        sense = kinds.sense_of(word, activity_type, language[0][0] if language else "en")
        answer = said.get(folded)
        yield KindGuess(
            word=word,
            rows=count.rows,
            sellers=len(count.sellers),
            suggested_name=(answer.name if answer else "") or sense.name,
            kind_class=KindClass(answer.kind_class)
            if answer and answer.kind_class in set(KindClass)
            else sense.kind_class,
            why=sense.why,
            activity_type=activity_type,
            is_guess=sense.is_guess and not (answer and answer.name),
            is_suited=sense.is_suited,
            is_answered=answer is not None,
        )


def common_spelling(count: KindCount) -> str:
    """How a kind is written most often; the first in the alphabet among equals, so that it stays the same."""
    return min(count.spellings, key=lambda word: (-count.spellings[word], word))


def _people(people: People) -> Iterator[PersonGuess]:
    for person in sorted(people.everyone, key=lambda person: (-person.rows, person.name)):
        if person.rows:
            shown = tuple(dict.fromkeys(text for spelling in person.spellings for text in spelling if text))
            yield PersonGuess(
                person.native_id, person.name, person.rows, shown, person.email, person.why, person.is_guess
            )


def _examples(found: Survey, people: People) -> Iterator[ExampleRow]:
    """Five rows, with as many different statuses among them as there are, in the order of the file."""
    seen: set[str] = set()
    chosen: list[Row] = []
    for is_first_of_status in (True, False):
        for row, mark in found.examples:
            status = mark.partition("|")[0]
            if len(chosen) < FIVE and row not in chosen and (status not in seen or not is_first_of_status):
                seen.add(status)
                chosen.append(row)
    for row in sorted(chosen, key=lambda row: row.line):
        facts, resolved = row.facts, row.resolved
        if facts is None or resolved is None:
            continue
        person = people.of(facts.seller)
        status = STATUS_SHOWN[resolved.status]
        stated = facts.status or facts.outcome
        shown = (
            f"{stated}, so {status}"
            if stated and fold(stated) not in {status, resolved.status} and status != "done"
            else stated or status.capitalize()
        )
        yield ExampleRow(
            row.plan.table.name,
            row.line,
            person.name if person else facts.seller.shown,
            facts.kind,
            one_line(facts.account or facts.account_id, 60),
            resolved.on,
            shown,
        )
