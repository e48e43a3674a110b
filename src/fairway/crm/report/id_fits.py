"""How well the values of a column fit being ids: of activities, people, customers, opportunities."""

from collections.abc import Callable

from fairway.crm.report.looking import NEVER, Look
from fairway.crm.report.profiling import ColumnProfile


def seller_id(look: Look) -> float:
    column = look.column
    overlap = column.share(lambda text: text in look.known.people) if look.known.people else 0.0
    if column.ids_of("user") > 0.5 or overlap > 0.6:
        return 0.9
    if not look.is_repeating or column.dates > 0.5 or column.mean_words > 2 or column.yes_no > 0.8:
        return NEVER
    return 0.15 + 0.2 * column.id_shaped - 0.4 * column.persons - 0.5 * column.kinds


def id_of(*kinds: str) -> Callable[[Look], float]:
    def fit(look: Look) -> float:
        column = look.column
        known = (
            look.known.accounts if "account" in kinds else look.known.opportunities if "opportunity" in kinds else ()
        )
        overlap = column.share(lambda text: text in known) if known else 0.0
        if sum(column.ids_of(kind) for kind in kinds) > 0.5 or overlap > 0.5:
            return 0.8
        others = sum(
            column.ids_of(kind) for kind in ("user", "task", "event", "account", "opportunity", "contact", "lead")
        )
        if others > 0.3 or column.dates > 0.5 or column.mean_words > 3 or column.yes_no > 0.9:
            return NEVER
        return 0.4 * column.id_shaped

    return fit


def mixed_id(*kinds: str) -> Callable[[Look], float]:
    def fit(look: Look) -> float:
        return 0.8 if sum(look.column.ids_of(kind) for kind in kinds) > 0.5 else NEVER

    return fit


def activity_id(look: Look) -> float:
    column = look.column
    if column.ids_of("task") + column.ids_of("event") > 0.6 and column.uniqueness > 0.5:
        return 0.9
    if (
        column.uniqueness < 0.6
        or column.dates > 0.5
        or column.mean_words > 2
        or column.mean_length > 80
        or _is_running_number(column)
    ):
        return NEVER
    if (
        sum(column.ids_of(kind) for kind in ("user", "account", "opportunity", "contact", "lead")) > 0.3
        or column.emails > 0.2
    ):
        return NEVER
    return (
        0.6 * column.id_shaped * column.uniqueness
        if column.uniqueness > 0.97 or not look.is_large
        else 0.15 * column.id_shaped
    )


def _is_running_number(column: ColumnProfile) -> bool:
    """1, 2, 3 ...: the number of a line. A longer export would give the same numbers to other rows."""
    first = column.in_order[:50]
    if len(first) < 3 or not all(text.isdecimal() and len(text) < 7 for text in first):
        return False
    numbers = [int(text) for text in first]
    steps = {later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False)}
    return (steps == {1} and numbers[0] <= 2) or steps == {-1}
