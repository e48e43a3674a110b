"""Which column means what: headings and values together, each meaning given once where the sum is best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairway.crm.report.assigning import best_assignment
from fairway.crm.report.headings import heading_scores, says_something_else
from fairway.crm.report.looking import NEVER, Known
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.value_fits import FITS, value_fits
from fairway.exchange.intake import Confidence
from fairway.exchange.intake import Meaning as M

THRESHOLD = 0.62
# Meanings that values alone may give away, and how good they then must be.
SPEAK_FOR_THEMSELVES: Mapping[M, float] = {
    M.SELLER: 0.7,
    M.SELLER_EMAIL: 0.7,
    M.SELLER_ID: 0.85,
    M.KIND: 0.6,
    M.TYPE: 0.45,
    M.DATE: 0.6,
    M.STATUS: 0.6,
    M.ACCOUNT: 0.6,
    M.ACTIVITY_ID: 0.55,
    M.TIME: 0.5,
    M.DIRECTION: 0.8,
    M.ACCOUNT_ID: 0.75,
    M.OPPORTUNITY_ID: 0.75,
    M.RELATED_ID: 0.75,
    M.WHO_ID: 0.75,
}
# A row may have several columns of these; what the first leaves empty the next may fill.
SEVERAL = {M.OUTCOME, M.STATUS, M.DURATION, M.KIND, M.ACCOUNT, M.ACCOUNT_ID, M.TIME}
SEVERAL_FROM = 0.8  # score of the heading
ALWAYS_OFFERED = (
    M.SELLER,
    M.KIND,
    M.DATE,
    M.PLANNED,
    M.HAPPENED,
    M.COMPLETED,
    M.CREATED,
    M.STATUS,
    M.ACCOUNT,
    M.SUBJECT,
)
# What weighs a little more, so that a column wanted twice goes where rows could not be read without it.
WEIGHT: Mapping[M, float] = {M.SELLER: 0.08, M.KIND: 0.05, M.DATE: 0.02, M.SELLER_EMAIL: -0.05}


@dataclass(frozen=True, slots=True)
class Judged:
    """What one column was taken for, how surely, and what else it might be, best first."""

    place: int
    meaning: M
    confidence: Confidence
    score: float
    why: str
    alternatives: tuple[M, ...]
    is_answered: bool = False


def judge(
    profiles: Sequence[ColumnProfile], known: Known, answered: Mapping[int, M] | None = None, *, is_headed: bool = True
) -> list[Judged]:
    """A meaning for every column. `answered` columns keep theirs and take it from the others."""
    answered = answered or {}
    heads = [heading_scores(profile.header) if is_headed else {} for profile in profiles]
    fits = [value_fits(profile, known) for profile in profiles]
    foreign = [is_headed and says_something_else(profile.header) for profile in profiles]
    scores = [
        {
            meaning: 0.0 if is_foreign and head.get(meaning, 0.0) < 0.2 else _score(meaning, head, fit)
            for meaning in FITS
        }
        for head, fit, is_foreign in zip(heads, fits, foreign, strict=True)
    ]
    given = _given(scores, heads, answered)
    _fill_gaps(given, profiles, heads, foreign, answered)
    judged = []
    for place, profile in enumerate(profiles):
        meaning = given[place]
        score = scores[place].get(meaning, 0.0)
        head = heads[place].get(meaning, 0.0)
        judged.append(
            Judged(
                place=place,
                meaning=meaning,
                score=score,
                confidence=Confidence.SURE
                if place in answered
                else _confidence(meaning, score, head, scores[place], profile),
                why=_why(meaning, head, fits[place].get(meaning, 0.0), profile),
                alternatives=_alternatives(meaning, scores[place]),
                is_answered=place in answered,
            )
        )
    return judged


def _score(meaning: M, head: Mapping[M, float], fit: Mapping[M, float]) -> float:
    """Heading and values together; 0 where the values rule the meaning out or both say too little."""
    heading, values = head.get(meaning, 0.0), fit.get(meaning, NEVER)
    if values <= NEVER:
        return 0.0
    if heading < 0.2:
        needed = SPEAK_FOR_THEMSELVES.get(meaning)
        if needed is None or values < needed:
            return 0.0
        # A heading that clearly says something else makes the values less telling.
        return max(values + 0.1 - 0.35 * max(head.values(), default=0.0), 0.0)
    total = heading + values
    return total if total >= THRESHOLD else 0.0


def _given(
    scores: Sequence[Mapping[M, float]], heads: Sequence[Mapping[M, float]], answered: Mapping[int, M]
) -> list[M]:
    meanings = [meaning for meaning in FITS if meaning not in set(answered.values())]
    free = [place for place in range(len(scores)) if place not in answered]
    table = [[_weighted(scores[place][meaning], meaning) for place in free] for meaning in meanings]
    given = [answered.get(place, M.LEAVE_OUT) for place in range(len(scores))]
    for meaning, chosen in zip(meanings, best_assignment(table), strict=True):
        if chosen is not None:
            given[free[chosen]] = meaning
    for place in free:
        if given[place] is M.LEAVE_OUT:
            given[place] = _second_of_its_kind(scores[place], heads[place], set(given))
    return given


def _weighted(score: float, meaning: M) -> float:
    return score + WEIGHT.get(meaning, 0.0) if score > 0 else 0.0


def _second_of_its_kind(scores: Mapping[M, float], head: Mapping[M, float], taken: set[M]) -> M:
    best = max(scores, key=lambda meaning: scores[meaning])
    is_wanted = best in SEVERAL and best in taken and scores[best] > 0 and head.get(best, 0.0) >= SEVERAL_FROM
    return best if is_wanted else M.LEAVE_OUT


def _fill_gaps(
    given: list[M],
    profiles: Sequence[ColumnProfile],
    heads: Sequence[Mapping[M, float]],
    foreign: Sequence[bool],
    answered: Mapping[int, M],
) -> None:
    """No row can be read without a date and a seller. Where nothing looks like a date, a column of weeks is it; where
    nothing looks like a seller, the column of few short repeated words.

    The same for kinds, once sellers are found. All are guesses that a page shows as not sure.
    """
    if not set(given) & (DATES - {M.TIME, M.END, M.MODIFIED}):
        weeks = [place for place, meaning in enumerate(given) if meaning is M.LEAVE_OUT and place not in answered]
        weekly = next((place for place in weeks if profiles[place].is_weekly), None)
        if weekly is not None:
            given[weekly] = M.DATE
    sellers = {M.SELLER, M.SELLER_EMAIL, M.SELLER_ID, M.SELLER_FIRST, M.SELLER_LAST}
    for wanted, known, most in ((M.SELLER, sellers, 200), (M.KIND, {M.KIND, M.TYPE, M.SUBJECT}, 40)):
        if known & set(given):
            continue
        open_ones = [
            place
            for place, meaning in enumerate(given)
            if (meaning is M.LEAVE_OUT or _is_rather(wanted, meaning, heads[place], profiles[place]))
            and place not in answered
            and (not foreign[place] or meaning is not M.LEAVE_OUT)
            and _could_name(profiles[place], most, least=2 if meaning is M.LEAVE_OUT else 1)
        ]
        if open_ones:
            given[max(open_ones, key=lambda place: _likeness(profiles[place], wanted))] = wanted


# What columns are taken for that hold sellers or kinds, where nothing else does.
PEOPLE_BESIDE = {M.CONTACT, M.LEAD}
NAMES_BESIDE = {M.ACCOUNT, M.OPPORTUNITY, M.CONTACT, M.LEAD, M.TEAM}
FEW_KINDS = 15


def _is_rather(wanted: M, meaning: M, head: Mapping[M, float], profile: ColumnProfile) -> bool:
    """Few people who come back row after row are sellers, whatever their column is called; a few words that come back
    are kinds, unless the heading plainly says something else.
    """
    if wanted is M.SELLER:
        return meaning in PEOPLE_BESIDE
    is_plain = head.get(meaning, 0.0) >= 0.6 or profile.companies > 0.2 or profile.persons > 0.5
    if meaning is M.STATUS:
        return not is_plain and profile.deeds > 0.6
    return meaning in NAMES_BESIDE and not is_plain and profile.distinct <= FEW_KINDS


def _could_name(profile: ColumnProfile, most: int, *, least: int = 2) -> bool:
    """Short words that come back: `least` to `most` of them, each in three rows or more on average."""
    is_repeating = least <= profile.distinct <= min(most, max(profile.filled // 3, 2)) and profile.fill > 0.5
    is_word = (
        profile.mean_length <= 40
        and profile.mean_words <= 4
        and max(profile.numbers, profile.dates, profile.clocks, profile.yes_no) < 0.3
    )
    return is_repeating and is_word and (profile.standings < 0.6 or profile.deeds > 0.6)


def _likeness(profile: ColumnProfile, wanted: M) -> float:
    if wanted is M.SELLER:
        return profile.persons + 0.3 * profile.emails - profile.companies - profile.kinds - 0.2 * profile.outcomes
    return profile.kinds - profile.persons - profile.companies


def _confidence(meaning: M, score: float, head: float, scores: Mapping[M, float], profile: ColumnProfile) -> Confidence:
    if meaning is M.LEAVE_OUT:
        best = max(scores.values(), default=0.0)
        return Confidence.SURE if best < 0.9 or not profile.filled else Confidence.LIKELY
    rival = max(
        (other for what, other in scores.items() if what is not meaning and not _is_near(what, meaning)), default=0.0
    )
    if head >= 0.75 and score >= 0.95 and score - rival >= 0.15:
        return Confidence.SURE
    return Confidence.LIKELY if score >= 0.75 and score - rival >= 0.02 else Confidence.NOT_SURE


DATES = {M.DATE, M.PLANNED, M.START, M.HAPPENED, M.COMPLETED, M.CREATED, M.MODIFIED, M.END, M.TIME}
NEAR = (
    {M.KIND, M.TYPE},
    {M.SELLER, M.SELLER_ID, M.SELLER_EMAIL},
    {M.ACCOUNT, M.ACCOUNT_ID},
    {M.STATUS, M.IS_DONE},
    {M.START, M.TIME, M.DATE},
    {M.END, M.TIME},
)


def _is_near(one: M, other: M) -> bool:
    return any(one in group and other in group for group in NEAR)


def _why(meaning: M, head: float, fit: float, profile: ColumnProfile) -> str:
    if meaning is M.LEAVE_OUT:
        return "Empty" if not profile.filled else "Not needed to count activities"
    if head >= 0.5 and fit >= 0.3:
        return "Its heading and its values say so"
    return "Its heading says so" if head >= 0.5 else "Its values say so"


def _alternatives(meaning: M, scores: Mapping[M, float]) -> tuple[M, ...]:
    ranked = [what for what, score in sorted(scores.items(), key=lambda item: -item[1]) if score > 0]
    offered = dict.fromkeys([*ranked, *ALWAYS_OFFERED, M.LEAVE_OUT])
    return tuple(what for what in offered if what is not meaning)
