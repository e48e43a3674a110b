"""Looking at rows as `storing` would, and forgetting them: what cannot be taken is known before anything is."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction

from fairway.records.actions.labelling import Labels, save_words
from fairway.records.actions.publishing import Lease
from fairway.records.actions.storing import Storage


class Rehearsal(Storage):
    """A run's way to the lake that ends in front of it. Nothing is compared with what is there, and nothing written."""

    def __init__(self, source: str) -> None:
        self._expected: dict[str, int] = {}
        self._words: dict[str, str] = {}
        super().__init__(source, Lease(holder="", mark=0))

    def expect_people(self, native_ids: Iterable[str]) -> None:
        """Sellers whose rows came before those that name them, and are not stored yet."""
        self._expected.update(dict.fromkeys(native_ids, 0))
        self.refresh_people()

    def refresh_people(self) -> None:
        super().refresh_people()
        self._frame = replace(self._frame, people={**self._expected, **self._frame.people})

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """A database transaction that leaves no trace, in which the words of the activities looked at are known."""
        with transaction.atomic():
            for table in self._buffer:
                self._flush(table)
            save_words(self._words, self.source)
            yield
            transaction.set_rollback(True)

    def keep_lease(self) -> None:
        """There is none to keep."""

    def _flush(self, table: str) -> None:
        for row in self._buffer[table].values() if table == "activities" else ():
            if row is not None:
                self._words.setdefault(row["word"], row["type"])
        self._buffer[table].clear()
        self._labels = Labels(self.source, self._frame.erased)
        self._touched_opportunities.clear()

    def remove(self, table: str, record_keys: Collection[str]) -> None:
        """Nothing goes."""

    def remove_person(self, person_key: int) -> None:
        """Nothing goes."""

    def move_to_new_zones(self, person_keys: Collection[int]) -> None:
        """Nothing was placed in a zone."""

    def known_keys(self, table: str) -> set[str]:
        """Nothing is looked for that would have to go."""
        return set()
