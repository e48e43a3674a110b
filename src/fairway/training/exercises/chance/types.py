"""A chart to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.web.tallies import Tally


@dataclass(frozen=True, slots=True)
class Series:
    """One chart with a planted truth.

    `chance`: how often chance alone goes as far as what is shown. `told`: the range of chance in a sentence; `made`:
    how it was drawn. `since`: the first column after something changed, or seemed to.
    """

    family: str
    title: str
    setting: str
    columns: Sequence[Tally]
    chance: float
    told: str
    made: str
    is_planted: bool
    since: int | None = None
    is_signal: bool = False  # the key, from `chance` alone

    @property
    def because(self) -> str:
        """What chance does, how it was made, and where the two part that they do."""
        odd = {
            (True, False): " The key is the rare one that chance gets wrong: so it is with real numbers too.",
            (False, True): " What was planted is hidden by chance: these numbers cannot tell.",
        }
        return f"{self.told} {self.made}{odd.get((self.is_signal, self.is_planted), '')}"

    @property
    def numbers(self) -> str:
        """All numbers in their order, those since something began apart."""
        if self.since is None:
            return f"{', '.join(column.said for column in self.columns)}."
        before, since = self.columns[: self.since], self.columns[self.since :]
        return f"{', '.join(one.said for one in before)}; then {', '.join(one.said for one in since)}."
