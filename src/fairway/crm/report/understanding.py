"""From uploaded files to plans: what each file is, and how the files of activities are to be read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from fairway.crm.report import people_names
from fairway.crm.report.alike import agreed_orders, spread
from fairway.crm.report.date_plans import date_columns
from fairway.crm.report.dates import moment
from fairway.crm.report.decoding import NotATable
from fairway.crm.report.looking import Known
from fairway.crm.report.lookups import Lookup, read_lookup
from fairway.crm.report.meanings import Judged, judge
from fairway.crm.report.planning import UNSURE, DateRule, DoneRule, EventRule, Policy, Profiled, TablePlan
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.roles import Role, role_of, role_said
from fairway.crm.report.sorting_out import pieces_of
from fairway.crm.report.statuses import Standing
from fairway.crm.report.table_plans import plan_of
from fairway.crm.report.tabling import Table, open_tables
from fairway.crm.report.telling import Steps, to_the_end
from fairway.exchange.intake import Answers
from fairway.exchange.intake import Meaning as M
from fairway.lib.periods import zone

NO_ACTIVITIES = "holds no dates of activities and no list that other files point to"
LEAVE_OUT = "Leave it out, or upload the file of activities instead."


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gives nothing, why, and what to do about it. `rows` stand in it where it is a table."""

    name: str
    problem: str
    advice: str
    table: Table | None = None
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Understanding:
    """An upload understood: plans of the files of activities, lists beside them, files that are neither."""

    policy: Policy
    plans: Sequence[TablePlan]
    lookups: Sequence[Lookup]
    unread: Sequence[Unread]
    names: Sequence[str] = ()  # of all files, as they were uploaded


def understand(paths: Sequence[Path], answers: Answers) -> Understanding:
    """Open, profile and plan every file. ValueError for answers that name no zone or meaning."""
    return to_the_end(understanding(paths, answers))


def understanding(paths: Sequence[Path], answers: Answers) -> Steps[Understanding]:
    """The same in steps."""
    policy = policy_of(answers)
    opened: list[Profiled | Unread] = []
    for path, name in _told_apart(paths):
        opened += yield from _opened(path, name, answers)
    files = [file for file in opened if isinstance(file, Profiled)]
    first = [_judged(file, Known(), answers) for file in files]
    answers = spread(answers, [file.table for file in files])
    roles = _roles(files, first, answers)
    lookups = [
        _lookup(file, role, policy, answers)
        for file, role in zip(files, roles, strict=True)
        if role not in {Role.ACTIVITIES, Role.NOT_READ}
    ]
    known = _known(lookups)
    of_activities = [file for file, role in zip(files, roles, strict=True) if role is Role.ACTIVITIES]
    read = list(_judged_together(of_activities, known, answers))
    plans = [plan_of(file, judged, policy, answers) for file, judged in read]
    agreed = agreed_orders(plans)
    plans = [
        plan_of(file, judged, policy, answers, agreed[file.table.name]) if file.table.name in agreed else plan
        for (file, judged), plan in zip(read, plans, strict=True)
    ]
    plans.sort(key=_newest, reverse=True)
    unread = [file for file in opened if isinstance(file, Unread)]
    unread += [
        Unread(file.table.name, NO_ACTIVITIES, LEAVE_OUT, file.table, file.rows)
        for file, role in zip(files, roles, strict=True)
        if role is Role.NOT_READ
    ]
    return Understanding(
        policy,
        plans,
        lookups,
        unread,
        [file.table.name if isinstance(file, Profiled) else file.name for file in opened],
    )


def _roles(files: Sequence[Profiled], judged: Sequence[Sequence[Judged]], answers: Answers) -> list[Role]:
    """What each file is: what somebody said, else what it looks like. A lone table is read as far as it goes."""
    said = [role_said(file.table.name, answers) for file in files]
    roles = [
        one or role_of(file.table, file.profiles, columns)
        for one, file, columns in zip(said, files, judged, strict=True)
    ]
    is_open = [role is Role.NOT_READ and one is None for role, one in zip(roles, said, strict=True)]
    if Role.ACTIVITIES not in roles and any(is_open):
        roles[is_open.index(True)] = Role.ACTIVITIES
    return roles


def _newest(plan: TablePlan) -> date:
    """The last day that has passed in any date of the file: of two exports that overlap, the newer one is right."""
    passed = [
        found.day
        for place, column in plan.dates.items()
        for text in plan.profiles[place].days
        if (found := moment(text, column.order)) is not None and found.day <= column.today
    ]
    return max(passed, default=date.min)


def policy_of(answers: Answers) -> Policy:
    """The choices in force: somebody's answers, guesses for the rest."""
    home = zone(answers.timezone)
    now = datetime.now(tz=UTC)
    today = answers.today or now.astimezone(home).date()
    if answers.today:
        now = datetime.combine(today, datetime.max.time(), tzinfo=home).astimezone(UTC)
    said = answers.questions
    words: dict[str, Standing | None] = {}
    for key, option in said.items():
        if key.startswith("status:") and option != UNSURE:
            words[key.removeprefix("status:")] = Standing(option) if option in set(Standing) else None
    return Policy(
        home=home,
        today=today,
        now=now,
        week_starts_on=answers.week_starts_on,
        date_rule=DateRule(said.get("date_rule", DateRule.BY_STATUS)),
        done_rule=DoneRule(said.get("done_rule", DoneRule.COMPLETED)),
        event_rule=EventRule(said.get("event_rule", EventRule.UNCONFIRMED)),
        uses_created=said.get("no_date") == "created",
        status_words=words,
    )


def _told_apart(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with the name it goes by: two of one name are told apart by a number."""
    seen: Counter[str] = Counter()
    for path in paths:
        seen[path.name] += 1
        yield path, path.name if seen[path.name] == 1 else f"{path.name} ({seen[path.name]})"


def _opened(path: Path, name: str, answers: Answers) -> Steps[list[Profiled | Unread]]:
    """Every table of a file with its columns profiled; the sheets of a workbook go by their own names."""
    try:
        tables = open_tables(path, answers.sheets.get(name))
    except NotATable as problem:
        return [Unread(name, str(problem), problem.advice)]
    except OSError as error:
        why = error.strerror or type(error).__name__
        return [Unread(name, f"the file cannot be opened ({why})", "Upload it again.")]
    several = len(tables) > 1
    found: list[Profiled | Unread] = []
    for table in tables:
        found.append(
            (yield from _profiled(replace(table, name=f"{name} · {table.opening.sheet}" if several else name)))
        )
    return found


def _profiled(table: Table) -> Steps[Profiled]:
    profiles = [ColumnProfile(header) for header in table.header]
    head: list[Sequence[str]] = []
    for piece in pieces_of(table):
        head += piece.rows[: max(400 - len(head), 0)]
        for profile, cells in zip(profiles, zip(*piece.rows, strict=True), strict=False):
            profile.take(cells)
        yield len(piece.rows)
    return Profiled(table, profiles, head)


def _judged_together(
    files: Sequence[Profiled], known: Known, answers: Answers
) -> Iterator[tuple[Profiled, list[Judged]]]:
    """Every file with its columns judged; those that name the same columns are judged by all of their values."""
    for file in files:
        alike = [other for other in files if other.table.header == file.table.header and other is not file]
        together = zip(*(other.profiles for other in alike), strict=True) if alike else ()
        profiles = [one.with_values_of(rest) for one, rest in zip(file.profiles, together, strict=False)]
        yield file, _judged(replace(file, profiles=profiles or file.profiles), known, answers)


def _judged(file: Profiled, known: Known, answers: Answers) -> list[Judged]:
    table = file.table
    answered = {}
    for place, header in enumerate(table.header):
        said = answers.columns.get(f"{table.name}|{header}", answers.columns.get(header))
        if said is not None:
            answered[place] = M(said)
    return judge(file.profiles, known, answered, is_headed=table.is_headed)


def _known(lookups: Sequence[Lookup]) -> Known:
    people: set[str] = set()
    for lookup in lookups:
        for person in lookup.people:
            people |= {person.id, (person.email or ""), people_names.name_of(person.name).key, person.name}
    ids = {
        role: {str(getattr(row, name)) for lookup in lookups if lookup.role is role for row in lookup.rows}
        for role, name in ((Role.ACCOUNTS, "account_id"), (Role.OPPORTUNITIES, "opportunity_id"))
    }
    return Known(people - {""}, ids[Role.ACCOUNTS], ids[Role.OPPORTUNITIES])


def _lookup(file: Profiled, role: Role, policy: Policy, answers: Answers) -> Lookup:
    dated = [place for place, profile in enumerate(file.profiles) if profile.dates > 0.5]
    columns, _ = date_columns(file.table, file.profiles, dated, policy, answers)
    return read_lookup(file.table, role, file.profiles, columns)
