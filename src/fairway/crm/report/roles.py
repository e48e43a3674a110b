"""What a file of an upload is: activities, or a list of people, accounts or opportunities that activities
point to.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath

from fairway.crm.report.folding import fold, tokens
from fairway.crm.report.headings import heading_scores, ideas_of
from fairway.crm.report.meanings import DATES, Judged
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.staff_lists import is_list_of_people
from fairway.crm.report.tabling import Table
from fairway.crm.report.word_tables import labelled
from fairway.exchange.intake import Answers
from fairway.exchange.intake import Meaning as M


class Role(StrEnum):
    ACTIVITIES = "activities"
    PEOPLE = "people"
    ACCOUNTS = "accounts"
    OPPORTUNITIES = "opportunities"
    NOT_READ = "not read"


LISTS = (Role.PEOPLE, Role.ACCOUNTS, Role.OPPORTUNITIES)
# Words in names of files, and headings, folded and without blanks, that lists of one thing have and activities do not.
NAMES = {role: frozenset(labelled("roles", "files")[role]) for role in LISTS}
HEADINGS = {role: frozenset(labelled("roles", "headings")[role]) for role in LISTS}
TELLING = {code: frozenset(map(fold, words)) for code, words in labelled("roles", "languages").items()}
FILE_TYPES = {word: kind for kind, words in labelled("roles", "file_types").items() for word in words}
NEEDED = {Role.PEOPLE: 2, Role.ACCOUNTS: 3, Role.OPPORTUNITIES: 2}
# Meanings a list of things does not have: who did what and how it went.
OF_ACTIVITIES = {
    M.KIND,
    M.TYPE,
    M.SUBJECT,
    M.STATUS,
    M.OUTCOME,
    M.DIRECTION,
    M.PLANNED,
    M.START,
    M.HAPPENED,
    M.DATE,
    M.DURATION,
    M.IS_DONE,
}


def role_of(table: Table, profiles: Sequence[ColumnProfile], judged: Sequence[Judged]) -> Role:
    """What a file holds, by its name, its headings and whether its rows could be activities."""
    given = {column.meaning for column in judged}
    hits = {role: _hits(table, role) for role in HEADINGS}
    acts = sum(1 for column in judged if column.meaning in OF_ACTIVITIES and column.score >= 1.0)
    has_date = any(
        column.meaning in DATES - {M.TIME, M.END, M.MODIFIED, M.CREATED} and column.score >= 0.9 for column in judged
    )
    for role in (Role.PEOPLE, Role.OPPORTUNITIES, Role.ACCOUNTS):
        is_named = bool(NAMES[role] & set(tokens(PurePath(table.name).stem)))
        if (
            hits[role] >= NEEDED[role] - is_named
            and _lists(role, profiles)
            and (is_named or acts == 0 or not has_date)
            and acts < 3
        ):
            return role
    if acts < 3 and not has_date and is_list_of_people(profiles):
        return Role.PEOPLE
    if has_date or M.CREATED in given or (acts >= 2 and given & {M.SELLER, M.SELLER_ID, M.SELLER_EMAIL}):
        return Role.ACTIVITIES
    return Role.NOT_READ


def role_said(name: str, answers: Answers) -> Role | None:
    """What somebody said a file is; None where nobody did."""
    said = answers.questions.get(f"role:{name}")
    return Role(said) if said in set(Role) else None


def _hits(table: Table, role: Role) -> int:
    return sum("".join(tokens(header)) in HEADINGS[role] for header in table.header)


def _lists(role: Role, profiles: Sequence[ColumnProfile]) -> bool:
    """Whether every row is a thing of its own: a column of names, addresses or ids without repetition."""
    wanted = {
        Role.PEOPLE: (M.SELLER, M.SELLER_EMAIL, M.SELLER_LAST),
        Role.ACCOUNTS: (M.ACCOUNT, M.SELLER),
        Role.OPPORTUNITIES: (M.OPPORTUNITY, M.SELLER),
    }[role]
    for profile in profiles:
        scores = heading_scores(profile.header)
        ideas, _ = ideas_of(profile.header)
        is_name = any(scores.get(meaning, 0.0) >= 0.35 for meaning in wanted) or "name" in ideas
        if is_name and profile.fill > 0.8 and profile.uniqueness > 0.9 and profile.dates < 0.3:
            return True
    return False


def language_of(headers: Sequence[str]) -> str:
    """de, fr or es when most headings can only be that, en when they are English, else nothing."""
    counts = {code: sum(bool(words & set(tokens(header))) for header in headers) for code, words in TELLING.items()}
    best = max(counts, key=lambda code: counts[code])
    others = max(count for code, count in counts.items() if code != best)
    return best if counts[best] > others else ""
