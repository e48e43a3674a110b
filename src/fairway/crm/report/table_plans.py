"""How one file of activities is to be read: what its columns give, and how its rows hang together."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from fairway.crm.report import dates, durations, kinds, people_names
from fairway.crm.report.counts import counted_columns
from fairway.crm.report.date_columns import DateColumn, is_technical
from fairway.crm.report.date_plans import date_columns
from fairway.crm.report.day_order import Agreed
from fairway.crm.report.folding import fold, tokens
from fairway.crm.report.meanings import DATES, Judged
from fairway.crm.report.planning import Counted, Policy, Profiled, TablePlan
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.roles import FILE_TYPES, Role, language_of
from fairway.crm.report.subjects import rule_of
from fairway.crm.report.tabling import Table, trimmed
from fairway.crm.report.word_tables import listed
from fairway.exchange.intake import Answers
from fairway.exchange.intake import Meaning as M

UNTELLING = frozenset(listed("roles", "untelling"))
EVENT_HEADINGS = {"eventsubtype", "isalldayevent", "alldayevent", "showas", "enddatetime"}


def plan_of(
    file: Profiled, judged: Sequence[Judged], policy: Policy, answers: Answers, agreed: Agreed | None = None
) -> TablePlan:
    """How to read one file of activities. `agreed` is how days are written in files that name the same columns."""
    table = file.table
    columns: dict[M, tuple[int, ...]] = {}
    for column in sorted(judged, key=lambda column: -column.score):
        if column.meaning is not M.LEAVE_OUT:
            columns[column.meaning] = (*columns.get(column.meaning, ()), column.place)
    places = [
        place for meaning, found in columns.items() if meaning in DATES and meaning is not M.TIME for place in found
    ]
    by_place, findings = date_columns(table, file.profiles, places, policy, answers, agreed)
    has_seller = columns.keys() & {M.SELLER, M.SELLER_EMAIL, M.SELLER_ID, M.SELLER_LAST, M.SELLER_FIRST}
    titled = "" if has_seller else _titled_seller(table)
    said = answers.questions.get(f"seller_of:{table.name}", "")
    plan = TablePlan(
        table=table,
        role=Role.ACTIVITIES,
        profiles=file.profiles,
        judged=judged,
        columns=columns,
        dates=by_place,
        findings=findings,
        duration_units={
            place: durations.unit_of(table.header[place], list(file.profiles[place].values)[:500])
            for place in columns.get(M.DURATION, ())
        },
        is_calendar=_is_calendar(table, columns, by_place, file.profiles),
        is_only_logged=not columns.keys() & {M.START, M.PLANNED, M.DATE, M.HAPPENED, M.COMPLETED},
        tells_done_by_date=_tells_done_by_date(columns, file.profiles),
        has_standing=_has_standing(columns, file.profiles),
        grouped=_grouped(file, columns),
        is_filled_down=answers.questions.get(f"fill_down:{table.name}") != "no",
        has_sections=not has_seller and _has_sections(file),
        titled_seller=titled,
        whole_file_seller="" if has_seller or said == "nobody" else said or titled,
        file_type=_file_type(table),
        language=language_of(table.header),
        is_technical=is_technical(table.header),
    )
    counts = counted_columns(file, judged, columns)
    is_refused = answers.questions.get(f"counts:{table.name}") == "no"
    plan = replace(
        plan,
        could_count=counts,
        counts=() if is_refused else counts,
        judged=judged if is_refused else [_as_count(column, counts) for column in judged],
        file_kind="" if counts or plan.file_type or columns.keys() & {M.KIND, M.TYPE, M.SUBJECT} else named_kind(table),
    )
    return _with_kinds(plan, answers)


def _as_count(column: Judged, counts: Sequence[Counted]) -> Judged:
    """A column that says how many, called that."""
    is_one = any(column.place == counted.place for counted in counts)
    return replace(column, meaning=M.COUNT, why="Its rows are sums") if is_one else column


def named_kind(table: Table) -> str:
    """What rows without any word for their kind are: as the file or sheet is called, where that says something."""
    stem = re.sub(r"[_\-.()]+", " ", PurePath(table.name.partition(" · ")[0]).stem)
    words = [word for word in stem.split() if not any(map(str.isdecimal, word)) and fold(word) not in UNTELLING]
    words = [word for word in words if fold(word).strip(".") not in dates.MONTHS]
    return " ".join(words).capitalize() if words and len(words) <= 4 else ""


def _with_kinds(plan: TablePlan, answers: Answers) -> TablePlan:
    """Whether the kind stands in a column or in the subject."""
    place = plan.place(M.SUBJECT)
    rule = rule_of(plan.profiles[place]) if place is not None else None
    if rule is None:
        return plan
    kind = plan.place(M.KIND) if M.KIND in plan.columns else plan.place(M.TYPE)
    column = plan.profiles[kind] if kind is not None else None
    says_nothing = column is None or column.distinct < 2 or column.fill < 0.2 or column.share(kinds.is_generic) > 0.6
    own_words = sum(times for word, times in rule.words.items() if not kinds.is_system_type(word)) / sum(
        rule.words.values()
    )
    guess = says_nothing and (own_words >= 0.3 or column is None)
    said = answers.questions.get(f"kind_from:{plan.table.name}")
    return replace(plan, subject_rule=rule, is_kind_from_subject=guess if said is None else said == "subject")


def _is_calendar(
    table: Table,
    columns: Mapping[M, tuple[int, ...]],
    by_place: Mapping[int, DateColumn],
    profiles: Sequence[ColumnProfile],
) -> bool:
    """Entries with a start and an end, or with headings only calendars have, and nothing that says how they stand."""
    if columns.keys() & {M.STATUS, M.IS_DONE} or _file_type(table) in {"call", "email"}:
        return False
    spelled = {"".join(tokens(header)) for header in table.header}
    if spelled & EVENT_HEADINGS:
        return True
    return M.START in columns and M.END in columns and (M.TIME in columns or profiles[columns[M.START][0]].timed > 0.5)


def _has_standing(columns: Mapping[M, tuple[int, ...]], profiles: Sequence[ColumnProfile]) -> bool:
    """Whether a column says how rows stand: a status, or outcomes that say whether meetings took place."""
    told = any(profiles[place].standings > 0.3 for place in columns.get(M.OUTCOME, ()))
    return told or bool(columns.keys() & {M.STATUS, M.IS_DONE})


def _tells_done_by_date(columns: Mapping[M, tuple[int, ...]], profiles: Sequence[ColumnProfile]) -> bool:
    """Whether an empty date of completion means "not done": other rows have one, and nothing else says how
    rows stand.
    """
    if columns.keys() & {M.STATUS, M.IS_DONE, M.OUTCOME} or not columns.keys() & {M.PLANNED, M.DATE, M.START}:
        return False
    return any(
        0.2 < profiles[place].fill < 1 for meaning in (M.COMPLETED, M.HAPPENED) for place in columns.get(meaning, ())
    )


def _file_type(table: Table) -> str:
    """call, email or meeting when the file's name or most headings that name any say so: a log of a phone system."""
    named = next((FILE_TYPES[word] for word in tokens(PurePath(table.name).stem) if word in FILE_TYPES), "")
    if named:
        return named
    found = Counter(kind for header in table.header for word in tokens(header) if (kind := FILE_TYPES.get(word)))
    best = found.most_common(2)
    return best[0][0] if best and best[0][1] >= 2 and len(best) == 1 else ""


def _grouped(file: Profiled, columns: Mapping[M, tuple[int, ...]]) -> tuple[int, ...]:
    """Columns written once for several rows: the first row is filled, later ones mostly not, and fills change."""
    places = [columns[meaning][0] for meaning in (M.SELLER, M.DATE, M.HAPPENED, M.TEAM) if meaning in columns]
    return tuple(place for place in places if _is_grouped([row[place].strip() for row in file.head]))


def _is_grouped(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    if len(cells) < 4 or not cells[0] or len(filled) > 0.7 * len(cells) or len(filled) < 2:
        return False
    changes = sum(one != other for one, other in zip(filled, filled[1:], strict=False))
    runs = sum(1 for one, other in zip(cells, cells[1:], strict=False) if one and not other)
    return changes >= 0.9 * (len(filled) - 1) and runs >= 0.5 * len(filled)


def _has_sections(file: Profiled) -> bool:
    """Whether a name stands alone in a line above the rows it belongs to, more than once."""
    lone = [row for row in file.head if len(trimmed(row)) == 1]
    names = {
        trimmed(row)[0]
        for row in lone
        if people_names.looks_like_person(trimmed(row)[0].split("(")[0].split(":")[-1].strip())
    }
    return len(names) >= 2 and len(names) >= 0.6 * len(lone) and len(lone) < 0.5 * len(file.head)


def _titled_seller(table: Table) -> str:
    """Whose a file without a column of sellers is: a person's name in the sheet, file or title."""
    stem = re.sub(r"[_\-.]+", " ", PurePath(table.name).stem)
    labelled = [line.text.split(":", 1)[1].strip() for line in table.preamble if ":" in line.text]
    for text in (table.opening.sheet, stem.title(), *labelled):
        words = [word for word in text.split() if not dates.PIECES.fullmatch(word) or word.isalpha()]
        name = " ".join(
            word
            for word in words
            if not kinds.type_of(word) and word.lower() not in {"export", "report", "activities", "aktivitaten"}
        )
        if (
            len(name.split()) == 2
            and people_names.looks_like_person(name)
            and not any(letter.isdecimal() for letter in text)
        ):
            return name
    return ""
