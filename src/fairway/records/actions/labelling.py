"""Names and free text of records, and the organisation's words for activities: what the lake must not hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fairway.audit.scrubbing import MARK, without_words
from fairway.lib.spellings import Spellings
from fairway.people.erased import ErasedIds
from fairway.records.models import ActivityWord, RecordLabel
from fairway.records.shaping import LakeRow
from fairway.records.words import as_word

MOST_WORDS = 400  # more distinct words than this means a subject line was mapped as the kind of activity


@dataclass(frozen=True, slots=True)
class LabelDraft:
    table: str
    record_id: str
    native_id: str
    source: str
    name: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


# Per table: the native id, the name, and the fields that may hold free text.
TEXT_FIELDS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "accounts": ("account_id", "name", ("tier", "segment")),
    "contacts": ("contact_id", None, ("title", "seniority", "buying_role")),
    "leads": ("lead_id", None, ("status", "source")),
    "opportunities": ("opportunity_id", "name", ("next_step", "lost_reason", "source", "type")),
    "activities": ("activity_id", None, ("subtype", "outcome")),
}
ALWAYS_TEXT = frozenset({"title", "next_step"})
ALWAYS_LABELLED = frozenset({"accounts", "contacts", "leads", "opportunities"})


def label_of(table: str, row: object, lake_row: LakeRow, source: str) -> LabelDraft | None:
    """What must be kept apart about a row; None where the lake row says it all."""
    if table not in TEXT_FIELDS:
        return None
    id_field, name_field, text_fields = TEXT_FIELDS[table]
    texts = {
        name: value
        for name in text_fields
        if (value := getattr(row, name)) and (name in ALWAYS_TEXT or as_word(value) != value)
    }
    if not texts and table not in ALWAYS_LABELLED:
        return None
    name = getattr(row, name_field) if name_field else None
    return LabelDraft(
        table=table,
        record_id=lake_row["record_key"],
        native_id=getattr(row, id_field),
        source=source,
        name=(name or "")[:300],
        texts=texts,
    )


def _without_erased(label: LabelDraft, erased: ErasedIds) -> LabelDraft:
    """A label whose texts that name somebody erased are replaced."""
    texts = {name: MARK if erased.is_named_in(text) else text for name, text in label.texts.items()}
    return replace(label, name=MARK if erased.is_named_in(label.name) else label.name, texts=texts)


class Labels:
    """Names, texts and words of one run, until they are published with their rows."""

    def __init__(self, source: str, erased: ErasedIds) -> None:
        self.source, self._erased = source, erased
        self._drafts: dict[tuple[str, str], LabelDraft] = {}
        self._gone: set[tuple[str, str]] = set()
        self._words: dict[str, str] = {}

    def note(self, table: str, row: object, lake_row: LakeRow) -> None:
        """Take in what a row says beside its lake row."""
        key = (table, lake_row["record_key"])
        label = label_of(table, row, lake_row, self.source)
        if label is not None and self._erased.names:
            label = _without_erased(label, self._erased)
        if label is None:
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = label

    def note_word(self, lake_row: LakeRow) -> None:
        """Take in the word of a new or changed activity. An unchanged one has nothing new to say: a word that was
        erased since must not come back with it.
        """
        self._words.setdefault(lake_row["word"], lake_row["type"])

    def keep(self, table: str, key: str) -> None:
        """The row has not changed: its label stays as it is."""
        self._drafts.pop((table, key), None)

    def replace(self, table: str, key: str) -> None:
        """The row has changed: a label it no longer has must go."""
        if table in TEXT_FIELDS and (table, key) not in self._drafts:
            self._gone.add((table, key))

    def forget(self, table: str, key: str) -> None:
        """The record goes, and its label with it."""
        self._drafts.pop((table, key), None)
        if table in TEXT_FIELDS:
            self._gone.add((table, key))

    def known(self, table: str) -> set[str]:
        """Keys of this source that have a label, those of this run included."""
        stored = RecordLabel.objects.filter(table=table, source=self.source).values_list("record_id", flat=True)
        known = set(stored) - {key for name, key in self._gone if name == table}
        return known | {key for name, key in self._drafts if name == table}

    def save(self) -> None:
        """Write everything down. Call in the transaction that publishes the rows."""
        for table in TEXT_FIELDS:
            forget_labels(table, [key for name, key in self._gone if name == table])
        save_words(self._words, self.source)
        save_labels(list(self._drafts.values()))


def save_labels(drafts: Sequence[LabelDraft]) -> None:
    """Add or replace labels, in chunks of one statement each."""
    for start in range(0, len(drafts), 2000):
        RecordLabel.objects.bulk_create(
            [
                RecordLabel(
                    table=d.table,
                    record_id=d.record_id,
                    native_id=d.native_id,
                    source=d.source,
                    name=d.name,
                    texts=dict(d.texts),
                )
                for d in drafts[start : start + 2000]
            ],
            update_conflicts=True,
            unique_fields=["table", "record_id"],
            update_fields=["native_id", "name", "texts"],
        )


def save_words(words: Mapping[str, str], source: str) -> None:
    """Remember words for activities met for the first time, up to the limit."""
    known = set(ActivityWord.objects.values_list("word", flat=True))
    fresh = [(word, kind) for word, kind in sorted(words.items()) if word not in known]
    ActivityWord.objects.bulk_create(
        [ActivityWord(word=word, activity_type=kind, source=source) for word, kind in fresh[: MOST_WORDS - len(known)]],
        ignore_conflicts=True,
    )


def forget_labels(table: str, record_ids: Sequence[str]) -> None:
    for start in range(0, len(record_ids), 500):
        RecordLabel.objects.filter(table=table, record_id__in=record_ids[start : start + 500]).delete()


def forget_names_in_labels(spellings: Spellings) -> None:
    """Replace names and texts of any record in which one of those spellings stands."""
    changed = []
    for label in RecordLabel.objects.iterator(chunk_size=5000):
        name = without_words(label.name, spellings)
        texts = without_words(label.texts, spellings)
        if (name, texts) != (label.name, label.texts):
            label.name, label.texts = name, texts
            changed.append(label)
    RecordLabel.objects.bulk_update(changed, ["name", "texts"], batch_size=500)


def forget_words(words: Collection[str]) -> None:
    """Words for activities that nobody uses any more."""
    ActivityWord.objects.filter(word__in=list(words)).delete()
