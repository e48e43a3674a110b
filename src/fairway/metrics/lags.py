"""When results follow an activity or objective: some local sales cycles and some weeks, added up."""

from datetime import timedelta

from fairway.metrics.types import Definition


def lag_of(definition: Definition, cycle_days: float) -> tuple[timedelta, timedelta] | None:
    """The earliest and the latest wait for results where a sales cycle takes so many days; None where nobody said."""
    if definition.lag_cycles is None and definition.lag_weeks is None:
        return None
    cycles, weeks = definition.lag_cycles or (0, 0), definition.lag_weeks or (0, 0)
    earliest, latest = (cycles[end] * cycle_days + weeks[end] * 7 for end in (0, 1))
    return timedelta(days=earliest), timedelta(days=latest)


def lag_in_words(definition: Definition) -> str:
    """`0.3 to 0.7 sales cycles`, `1 sales cycle and 4 to 8 weeks`; empty where nobody said."""
    spans = ((definition.lag_cycles, "sales cycle"), (definition.lag_weeks, "week"))
    parts = [_span_in_words(span, unit) for span, unit in spans if span is not None and span[1] > 0]
    is_known = definition.lag_cycles is not None or definition.lag_weeks is not None
    return " and ".join(parts) or ("none" if is_known else "")


def _span_in_words(span: tuple[float, float], unit: str) -> str:
    low, high = span
    if low == high:
        return f"{high:g} {unit}{'' if high == 1 else 's'}"
    until = f"up to {high:g}" if low == 0 else f"{low:g} to {high:g}"
    return f"{until} {unit}{'' if low == 0 and high == 1 else 's'}"
