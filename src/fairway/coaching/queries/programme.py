"""The programme: kinds of sessions as the organisation has them."""

from collections.abc import Mapping
from dataclasses import replace

from fairway.coaching.kinds import kind_of, kinds
from fairway.coaching.models import SessionTemplate
from fairway.coaching.types import Kind, Part


def programme() -> Mapping[str, Kind]:
    """By word every kind, with what the organisation set in the place of what kinds.yaml says; in one statement."""
    rows = {row.kind: row for row in SessionTemplate.objects.all()}
    return {word: _as_set(kind, rows[word]) if word in rows else kind for word, kind in kinds().items()}


def programme_of(word: str) -> Kind:
    """One kind as the organisation has it, also one that was held once and is in no file any more."""
    row = SessionTemplate.objects.filter(kind=word).first()
    return _as_set(kind_of(word), row) if row else kind_of(word)


def _as_set(kind: Kind, row: SessionTemplate) -> Kind:
    parts = {Part(part): minutes for part, minutes in row.parts}
    return replace(kind, every_days=row.every_days, parts=parts, is_locked=row.is_locked, is_set=True)
