"""Reading what is published: lake files, labels, words, dirty weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.lib.periods import weeks_between
from fairway.records import reading
from fairway.records.actions.publishing import lake, published
from fairway.records.models import ActivityWord, DirtyWeek, LakeState, RecordLabel
from fairway.records.touching import OWN_WEEKS


def published_files() -> dict[str, list[str]]:
    """Lake files of each table's published version."""
    house = lake()
    return {name: house.files(state) for name, state in published().items()}


def activity_words() -> dict[str, str]:
    """The organisation's words for activities, with the canonical type each was first met under."""
    return dict(ActivityWord.objects.order_by("pk").values_list("word", "activity_type"))


@dataclass(frozen=True, slots=True)
class Label:
    native_id: str
    name: str
    texts: dict[str, str]


def labels_of(table: str, record_ids: Iterable[str]) -> dict[str, Label]:
    """Names and texts of those records."""
    wanted = list(set(record_ids))
    found: dict[str, Label] = {}
    for start in range(0, len(wanted), 500):
        rows = RecordLabel.objects.filter(table=table, record_id__in=wanted[start:start + 500])
        found.update({row.record_id: Label(row.native_id, row.name, row.texts) for row in rows})
    return found


@dataclass(frozen=True, slots=True)
class Dirt:
    """People's weeks that wait to be counted, up to a mark; `is_everything` after the lake fell back."""

    weeks: Sequence[tuple[int, date]]
    mark: int
    is_everything: bool


def dirt() -> Dirt:
    state = LakeState.objects.filter(pk=1).first()
    mark = state.mark if state else 0
    return Dirt(weeks=list(DirtyWeek.objects.filter(mark__lte=mark).values_list("person_key", "week_on")), mark=mark,
                is_everything=bool(state and state.needs_full_count))


def weeks_with_records(until_on: date) -> list[date]:
    """First days of all weeks in which anything is recorded or due, from the first up to that day, without gaps."""
    files = published_files()
    connection = reading.connect()
    spans = []
    for table, pairs in OWN_WEEKS.items():
        reading.add_view(connection, table, files[table])
        for _, week in pairs:
            spans.append(connection.execute(f"SELECT min({week}), max({week}) FROM {table}").fetchone())
    days = [day for span in spans for day in span or () if day is not None]
    return weeks_between(min(days), min(max(days), until_on)) if days else []
