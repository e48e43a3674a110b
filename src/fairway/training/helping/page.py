"""Does training help: each figure in words, with what cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.training.certifying.rules import NAMES
from fairway.training.certifying.types import WEEKLY, Need
from fairway.training.helping.comparing import LEAST_MANAGERS, Difference, Lack, Span, difference
from fairway.training.helping.queries import field_panel

BEFORE = (-8, -1)
SPANS = {  # the week in which somebody begins counts neither way
    "In the first quarter after": Span(BEFORE, (1, 12)),
    "A quarter later": Span(BEFORE, (13, 20)),
}
EARLIER = Span((-16, -9), BEFORE)  # before anybody of them was trained: there should be no difference
LACKS = {
    Lack.TRAINED: f"Cannot tell, because fewer than {LEAST_MANAGERS} managers began long enough ago, with "
    "enough in their weeks before and after.",
    Lack.NOT_YET: f"Cannot tell, because fewer than {LEAST_MANAGERS} managers had not begun in the same weeks: too few "
    "to set them beside.",
}


@dataclass(frozen=True, slots=True)
class SpanLine:
    """One figure over one span."""

    name: str
    told: Difference | Lack

    @property
    def found(self) -> Difference | None:
        return self.told if isinstance(self.told, Difference) else None

    @property
    def words(self) -> str:
        if isinstance(self.told, Lack):
            return LACKS[self.told]
        one = self.told
        if one.is_told:
            direction = "more" if one.more > 0 else "fewer"
            return f"{abs(one.more) * 100:.0f} of 100 {direction} than among managers who had not begun."
        return "Cannot tell: it may be no difference at all."

    @property
    def reach(self) -> str:
        """`from 2 fewer to 9 more of 100, in nine of ten cases`."""
        one = self.found
        if one is None:
            return ""
        low, high = _side(one.low), _side(one.high)
        return f"{f'from {low} to {high}' if low != high else low} of 100, in nine of ten cases"


@dataclass(frozen=True, slots=True)
class FigurePart:
    need: Need
    spans: Sequence[SpanLine]
    earlier: SpanLine

    @property
    def name(self) -> str:
        return NAMES[self.need]

    @property
    def was_apart(self) -> bool:
        """Whether both sides already changed differently before training: then nothing after it says much."""
        return self.earlier.found is not None and self.earlier.found.is_told


@dataclass(frozen=True, slots=True)
class HelpingPage:
    figures: Sequence[FigurePart]
    begun: int

    @property
    def headline(self) -> str:
        lines = [(part, line) for part in self.figures for line in part.spans]
        told = [line.found for part, line in lines if line.found and line.found.is_told and not part.was_apart]
        if not told:
            return "Cannot tell yet whether training helps"
        more = sum(one.more > 0 for one in told)
        if more == len(told):
            return "Managers who began do more of it than those who had not"
        return "Some of it is done more after training, some less" if more else "Managers who began do less of it"


def _side(value: float) -> str:
    if round(value * 100) == 0:
        return "0"
    return f"{abs(value) * 100:.0f} {'more' if value >= 0 else 'fewer'}"


def helping_page(on: date) -> HelpingPage:
    field = field_panel(on)
    return HelpingPage(
        figures=[
            FigurePart(
                need,
                [
                    SpanLine(name, difference(field.panels[need], field.starts, span, field.newest))
                    for name, span in SPANS.items()
                ],
                SpanLine("Before training", difference(field.panels[need], field.starts, EARLIER, field.newest)),
            )
            for need in WEEKLY
        ],
        begun=len(field.starts),
    )
