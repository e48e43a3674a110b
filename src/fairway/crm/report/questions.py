"""Which questions an upload raises. One is asked only if another answer would change something, and says what."""

from collections import Counter
from collections.abc import Iterator, Sequence

from fairway.crm.report.alike import PER_FILE, first_alike
from fairway.crm.report.counts import total_of
from fairway.crm.report.date_questions import about_clocks, about_dates, about_orders, about_swaps, rows
from fairway.crm.report.doubts import Doubts
from fairway.crm.report.folding import fold, one_line
from fairway.crm.report.people import Doubt, People
from fairway.crm.report.planning import UNSURE, TablePlan
from fairway.crm.report.statuses import Standing
from fairway.crm.report.survey import Survey
from fairway.exchange.intake import Answers, Option, Question
from fairway.exchange.intake import Meaning as M

MOST_STATUS_WORDS = 6
MOST_PEOPLE = 8


def questions_of(
    plans: Sequence[TablePlan], found: Survey, people: People, answers: Answers, names: Sequence[str] = ()
) -> tuple[Question, ...]:
    """All open or answered questions, those that move the most rows first within their kind. `names` are the files in
    the order they came; of files that name the same columns the first is asked about.
    """
    plans = sorted(plans, key=lambda plan: names.index(plan.table.name)) if names else plans
    first = first_alike([plan.table for plan in plans])
    asked = [
        *about_dates(plans, found),
        *about_orders(plans),
        *about_swaps(plans),
        *about_clocks(plans, found),
        *_about_kinds(plans, found),
        *_about_counts(plans),
        *_about_groups(plans),
        *_about_status_words(found, answers),
        *_about_people(people.doubts),
        *_about_files(plans),
    ]
    return tuple(
        Question(
            question.key,
            question.text,
            question.options,
            question.about,
            question.file,
            answers.questions.get(question.key),
        )
        for question in asked
        if not question.file or question.key.partition(":")[0] not in PER_FILE or first[question.file] == question.file
    )


def _about_kinds(plans: Sequence[TablePlan], found: Survey) -> Iterator[Question]:
    for plan in plans:
        place = plan.place(M.KIND) if M.KIND in plan.columns else plan.place(M.TYPE)
        doubts = found.doubts.get(plan.table.name, Doubts())
        if plan.subject_rule is None or place is None or not doubts.kind_elsewhere:
            continue
        if not plan.is_kind_from_subject and plan.profiles[place].system_types < 0.8:
            continue  # the column has words of the organisation's own
        subject, column = plan.header(M.SUBJECT), plan.table.header[place]
        words = ", ".join(one_line(word, 20) for word in list(plan.subject_rule.words)[:3])
        by_subject = plan.is_kind_from_subject
        yield Question(
            f"kind_from:{plan.table.name}",
            f"Does “{column}” say what kind of activity it was, or “{subject}”?",
            (
                Option(
                    "subject",
                    f"“{subject}”: {words}",
                    f"{len(plan.subject_rule.words)} kinds; {rows(doubts.kind_elsewhere)} differ.",
                    by_subject,
                ),
                Option(
                    "column",
                    f"“{column}”",
                    f"{plan.profiles[place].distinct} kinds; {rows(doubts.kind_elsewhere)} differ.",
                    not by_subject,
                ),
            ),
            about=column,
            file=plan.table.name,
        )


def _about_counts(plans: Sequence[TablePlan]) -> Iterator[Question]:
    for plan in plans:
        if not plan.could_count:
            continue
        headings = [f"“{plan.table.header[column.place]}”" for column in plan.could_count]
        named = ", ".join(headings[:4]) + (f" and {len(headings) - 4} more" if len(headings) > 4 else "")
        count, total = plan.profiles[0].rows, total_of(plan.profiles, plan.could_count)
        text = (
            f"Does {named} say how many activities a row stands for?"
            if len(headings) == 1
            else f"Do {named} say how many of each were done?"
        )
        yield Question(
            f"counts:{plan.table.name}",
            text,
            (
                Option("yes", "Yes, count them", f"{rows(count)} stand for {total:,} activities. Our guess.", True),
                Option("no", "No, a row is one activity", f"{rows(count)} count once each."),
            ),
            about=plan.table.header[plan.could_count[0].place],
            file=plan.table.name,
        )


def _about_groups(plans: Sequence[TablePlan]) -> Iterator[Question]:
    for plan in plans:
        if plan.grouped:
            place = plan.grouped[0]
            empty = plan.profiles[place].rows - plan.profiles[place].filled
            yield Question(
                f"fill_down:{plan.table.name}",
                f"Does “{plan.table.header[place]}” hold for the empty cells below it?",
                (
                    Option("yes", "Yes, until the next one", f"{rows(empty)} take it from above. Our guess.", True),
                    Option("no", "No, empty is empty", f"{rows(empty)} lack it and stay out."),
                ),
                about=plan.table.header[place],
                file=plan.table.name,
            )


def _about_status_words(found: Survey, answers: Answers) -> Iterator[Question]:
    """Words that were answered stay to be answered otherwise; of the others the most frequent are asked about."""
    rows_of, shown = Counter[str](), dict[str, str]()
    for word, times in found.unknown_status.most_common():
        rows_of[f"status:{fold(word)}"] += times
        shown.setdefault(f"status:{fold(word)}", word)
    is_open = [key for key, _ in rows_of.most_common() if key not in answers.questions]
    for key, count in rows_of.most_common():
        if key in is_open[MOST_STATUS_WORDS:]:
            continue
        word = shown[key]
        yield Question(
            key,
            f"What does the status “{one_line(word, 40)}” mean?",
            (
                Option(
                    UNSURE,
                    "We do not know",
                    f"{rows(count)}: unconfirmed if past, planned if ahead, until somebody says. Our guess.",
                    True,
                ),
                Option("by_date", "Let the date decide", f"{rows(count)}: done if past, planned if ahead."),
                Option(Standing.DONE, "Done", f"{rows(count)} count as done."),
                Option(Standing.PLANNED, "Still open", f"{rows(count)} do not count yet."),
                Option(Standing.CANCELLED, "Cancelled", f"{rows(count)} do not count."),
            ),
            about=word,
        )


def _about_people(doubts: Sequence[Doubt]) -> Iterator[Question]:
    for doubt in sorted(doubts, key=lambda doubt: -doubt.rows)[:MOST_PEOPLE]:
        shown = doubt.spelling.shown
        options = [Option("alone", "Somebody else", f"{rows(doubt.rows)} stay with “{shown}”. Our guess.", True)]
        options += [
            Option(native_id, name, f"{rows(doubt.rows)} go to {name}.")
            for native_id, name in zip(doubt.candidates, doubt.names, strict=True)
        ]
        yield Question(f"person:{fold(shown)}", f"Who is “{one_line(shown, 40)}”?", tuple(options), about=shown)


def _about_files(plans: Sequence[TablePlan]) -> Iterator[Question]:
    titled = [plan for plan in plans if plan.titled_seller]
    if len(titled) > 2:
        return  # a file for each seller speaks for itself
    for plan in plans:
        if plan.titled_seller:
            name, count = plan.titled_seller, plan.profiles[0].rows
            yield Question(
                f"seller_of:{plan.table.name}",
                f"Are all rows of {plan.table.name} {name}’s?",
                (
                    Option(name, f"Yes, {name}’s", f"{rows(count)} go to {name}. Our guess.", True),
                    Option("nobody", "No", f"{rows(count)} stay out until a column names their sellers."),
                ),
                file=plan.table.name,
            )
