"""Questions about when activities were: which date counts, how days are written, which zone clocks follow."""

from collections.abc import Iterator, Sequence

from fairway.crm.report.date_columns import is_mangled
from fairway.crm.report.dates import ISO, Order
from fairway.crm.report.doubts import Doubts, total
from fairway.crm.report.planning import DateRule, DoneRule, EventRule, TablePlan
from fairway.crm.report.survey import Survey
from fairway.exchange.intake import Meaning as M
from fairway.exchange.intake import Option, Question


def rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def activities(count: int) -> str:
    return "1 activity moves" if count == 1 else f"{count:,} activities move"


def about_dates(plans: Sequence[TablePlan], found: Survey) -> Iterator[Question]:
    doubts = total(found.doubts.values())
    planned = [
        plan
        for plan in plans
        if len(plan.columns.keys() & {M.PLANNED, M.DATE}) == 1 and not plan.columns.keys() & {M.HAPPENED, M.START}
    ]
    due = next(
        (plan.header(meaning) for meaning in (M.PLANNED, M.DATE) for plan in planned if meaning in plan.columns), ""
    )
    completed = next((plan.header(M.COMPLETED) for plan in plans if M.COMPLETED in plan.columns), "")
    created = next((plan.header(M.CREATED) for plan in planned if M.CREATED in plan.columns), "")
    says_due = any(M.PLANNED in plan.columns for plan in planned)
    if due and not completed and (doubts.ahead or (says_due and doubts.moved_if_planned)):
        yield _when_it_happened(due, created, doubts, any(plan.has_standing for plan in planned))
    if completed and doubts.moved_if_due:
        yield _which_of_two(plans, completed, doubts)
    if doubts.unmarked_events:
        yield Question(
            "event_rule",
            "Did past calendar entries take place that nobody marked?",
            (
                Option(
                    EventRule.UNCONFIRMED,
                    "Ask the seller",
                    f"{rows(doubts.unmarked_events)} stay unconfirmed and do not count. Our guess.",
                    True,
                ),
                Option(EventRule.DONE, "They took place", f"{rows(doubts.unmarked_events)} count as done."),
            ),
        )


def _when_it_happened(due: str, created: str, doubts: Doubts, has_standing: bool) -> Question:
    label = (
        "When it happened, if the status is Done; planned otherwise"
        if has_standing
        else "When it happened, if it lies in the past; planned otherwise"
    )
    fits = doubts.dated_by_plan - doubts.done_ahead
    if created:
        consequence = (
            f"Then “{created}” is the best date we have, and {activities(doubts.moved_if_planned)} to another week."
        )
        if doubts.lost_if_planned:
            consequence += f" {rows(doubts.lost_if_planned)} would have no date."
    else:
        consequence = f"Then no date says when it happened, and {rows(doubts.lost_if_planned)} cannot be counted."
    would = (
        "1 row would have happened in the future."
        if doubts.ahead == 1
        else f"{doubts.ahead:,} rows would have happened in the future."
    )
    return Question(
        "date_rule",
        f"Is “{due}” when it was planned, or when it happened?",
        (
            Option(DateRule.BY_STATUS, label, f"Fits {fits:,} of {doubts.dated_by_plan:,} rows. Our guess.", True),
            Option(DateRule.HAPPENED, "Always when it happened", would),
            Option(DateRule.PLANNED, "Always when it was planned", consequence),
        ),
        about=due,
    )


def _which_of_two(plans: Sequence[TablePlan], completed: str, doubts: Doubts) -> Question:
    plan = next(plan for plan in plans if M.COMPLETED in plan.columns)
    due = next((plan.header(meaning) for meaning in (M.START, M.DATE, M.PLANNED) if meaning in plan.columns), "")
    return Question(
        "done_rule",
        f"Did it happen at “{completed}” or at “{due}”?",
        (
            Option(
                DoneRule.COMPLETED,
                f"At “{completed}”; meetings at “{due}”",
                f"Used for {rows(doubts.with_both_dates)} that have both. Our guess.",
                True,
            ),
            Option(DoneRule.PLANNED, f"At “{due}”", f"{activities(doubts.moved_if_due)} to another week."),
        ),
        about=completed,
    )


def about_orders(plans: Sequence[TablePlan]) -> Iterator[Question]:
    """Asked once of files that name the same columns, with the rows of all of them."""
    groups: dict[tuple[str, ...], list[TablePlan]] = {}
    for plan in plans:
        groups.setdefault(plan.table.header, []).append(plan)
    for plan, others in ((group[0], group[1:]) for group in groups.values()):
        open_ones = [(place, finding) for place, finding in plan.findings.items() if finding.is_worth_asking]
        if not open_ones:
            continue
        when = [
            item
            for item in open_ones
            if item[0] not in {plan.place(M.CREATED), plan.place(M.MODIFIED), plan.place(M.END)}
        ]
        place, finding = max(when or open_ones, key=lambda item: item[1].moving_weeks)
        moving = finding.moving_weeks + sum(
            other.findings[place].moving_weeks for other in others if place in other.findings
        )
        sample = next((text for text in plan.profiles[place].days), "")
        day_first = finding.order is Order.DAY_FIRST
        moved = f"{rows(moving)} move to another week." if moving != 1 else "1 row moves to another week."
        yield Question(
            f"day_order:{plan.table.name}",
            f"Does “{sample}” begin with the day or with the month?",
            (
                Option(
                    "dmy",
                    "Day first",
                    "Fits weekdays and the order of rows best. Our guess." if day_first else moved,
                    day_first,
                ),
                Option(
                    "mdy",
                    "Month first",
                    moved if day_first else "Fits weekdays and the order of rows best. Our guess.",
                    not day_first,
                ),
            ),
            about=plan.table.header[place],
            file=plan.table.name,
        )


def about_swaps(plans: Sequence[TablePlan]) -> Iterator[Question]:
    for plan in plans:
        place = next(
            (place for place, column in plan.dates.items() if is_mangled(plan.profiles[place].days) and column), None
        )
        if place is None:
            continue
        turned = sum(times for text, times in plan.profiles[place].days.items() if ISO.match(text))
        header = plan.table.header[place]
        yield Question(
            f"swapped:{plan.table.name}",
            f"Did a spreadsheet swap days and months in “{header}”?",
            (
                Option(
                    "yes",
                    "Yes, turn them back",
                    f"{rows(turned)} have days up to 12 only, all others are left as text. Our guess.",
                    True,
                ),
                Option("no", "No, take them as they stand", f"{rows(turned)} keep their dates."),
            ),
            about=header,
            file=plan.table.name,
        )


def about_clocks(plans: Sequence[TablePlan], found: Survey) -> Iterator[Question]:
    for plan in plans:
        doubts = found.doubts.get(plan.table.name, Doubts())
        if plan.is_technical and doubts.moved_if_utc:
            yield Question(
                f"clock:{plan.table.name}",
                "Are its clock times UTC or local?",
                (
                    Option("utc", "UTC, as programs write them", f"Used for {rows(doubts.timed)}. Our guess.", True),
                    Option("local", "Local time", f"{activities(doubts.moved_if_utc)} to another week."),
                ),
                file=plan.table.name,
            )
