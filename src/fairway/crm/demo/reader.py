"""The demonstration organisation behind the promise of every connector.

Settings: `seed`; `last_day` (ISO), on which the two years of history end and to which its situations are set;
`goes_on`, which lets life go on after it, so that each pull also brings the days since, up to yesterday.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fairway.crm.demo.definitions import metrics_yaml
from fairway.crm.demo.mapping import MAPPERS, tables_of
from fairway.crm.demo.organisation import SEED, demo_scenario, yesterday
from fairway.crm.errors import Terminal
from fairway.exchange.types import Batch, Check, SourceFacts
from fairway.simulation.simulating import simulate

ROWS_PER_BATCH = 5_000
METRICS = "metrics"
TABLES = (*MAPPERS, METRICS)


def open_demo(source: SourceFacts, secret: str) -> "DemoReader":
    """A source's demonstration organisation; it has no secret. Terminal when its settings cannot be read."""
    return DemoReader(source.settings)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which organisation is shown, and up to which day."""

    seed: int
    last_day: date
    until: date

    @property
    def position(self) -> dict[str, object]:
        return {"seed": self.seed, "last_day": self.last_day.isoformat(), "until": self.until.isoformat()}


class DemoReader:
    """Simulates the organisation at each pull that has something to bring, and yields it table by table."""

    shows_only_the_present = False
    states_stage_history = True

    def __init__(self, settings: Mapping[str, object], *, now: Callable[[], datetime] = _utc_now) -> None:
        self._settings = settings
        self._now = now
        self._stated()  # so that wrong settings are told at once

    def pull(self, positions: Mapping[str, Mapping[str, object]], *, is_full: bool) -> Iterator[Batch]:
        """Every table in full, people first; a table that has been brought up to the same day is left out.

        Terminal when the source holds another demonstration organisation already: its ids mean other records.
        """
        shown = self._shown(positions)
        missing = [table for table in TABLES if is_full or positions.get(table) != shown.position]
        if not missing:
            return
        organisation = simulate(demo_scenario(shown.last_day), shown.seed, shown_until=shown.until)
        for table, rows in tables_of(organisation):
            if table in missing:
                yield from _batches(table, rows, shown.position)
        if METRICS in missing:
            yield from _batches(METRICS, [metrics_yaml()], shown.position)

    def check(self) -> Sequence[Check]:
        shown = self._shown({})
        detail = f"A simulated year that ends on {shown.last_day.isoformat()}, from seed {shown.seed}."
        return [Check("demonstration organisation", True, detail)]

    def link(self, table: str, native_id: str) -> str | None:
        """None: there is no CRM behind it."""
        return None

    def _shown(self, positions: Mapping[str, Mapping[str, object]]) -> _Shown:
        """What the settings ask for; what they leave open stays as it was brought, else ends yesterday."""
        seed, last_day = self._stated()
        before = next((position for position in positions.values() if "last_day" in position), None)
        if before is not None:
            known = (int(str(before["seed"])), date.fromisoformat(str(before["last_day"])))
            if known != (seed, last_day or known[1]):
                raise Terminal(
                    f"this source holds the demonstration organisation of seed {known[0]} up to {known[1]}",
                    advice="Set its seed and last_day back, or load another one into a home of its own.",
                )
            last_day = known[1]
        today_is = yesterday(self._now())
        last_day = last_day or today_is
        return _Shown(seed, last_day, max(last_day, today_is) if self._settings.get("goes_on") else last_day)

    def _stated(self) -> tuple[int, date | None]:
        try:
            stated = self._settings.get("last_day")
            return int(str(self._settings.get("seed", SEED))), date.fromisoformat(str(stated)) if stated else None
        except ValueError as error:
            raise Terminal(
                f"the demonstration organisation's settings cannot be read: {error}",
                advice="Give seed as a whole number and last_day as a date like 2026-06-30.",
            ) from error


def _batches(table: str, rows: Sequence[object], position: Mapping[str, object]) -> Iterator[Batch]:
    """The rows in pieces; only the last one can be resumed from. An empty table is one empty batch."""
    for start in range(0, max(len(rows), 1), ROWS_PER_BATCH):
        is_last = start + ROWS_PER_BATCH >= len(rows)
        yield Batch(
            table=table,
            rows=rows[start : start + ROWS_PER_BATCH],
            stream=table,
            expected=len(rows),
            position=position if is_last else None,
        )
