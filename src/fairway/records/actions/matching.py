"""Matching records the CRM knows otherwise: proposed, confirmed, taken back. The lake first, then one transaction.

What is confirmed stands in the lake at once and whenever the source states the record anew (`Storage`); writing it back
to the CRM is not done here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.lib.spellings import Spellings
from fairway.people.queries import organisation
from fairway.records.actions.labelling import save_words
from fairway.records.actions.publishing import publish, recover, writing
from fairway.records.actions.upgrading import bring_up_to_date
from fairway.records.actions.working import WorkingLake
from fairway.records.matching import LakeRow, Match, matched, stated_of, unmatched
from fairway.records.models import RecordMatch
from fairway.records.pseudonyms import source_of
from fairway.records.touching import Touched
from fairway.records.types import MatchDraft

PATIENCE = timedelta(seconds=5)  # a page waits for a run that is writing no longer than that

Change = Callable[[LakeRow], LakeRow]
Kept = TypeVar("Kept")  # a draft, or a match that is stored


class NotThere(LookupError):
    """A record is gone, or is somebody else's by now."""


def match_records(person_key: int, drafts: Sequence[MatchDraft], *, actor_id: int | None) -> int:
    """Match activities of one person, in force at once. Returns how many: what is matched already stays as it is.
    Raises NotThere; LakeBusy while another process is writing.
    """

    def keep(rows: Mapping[str, LakeRow], by_id: Mapping[str, MatchDraft]) -> None:
        now = timezone.now()
        for record_id, row in rows.items():
            _keep(row, by_id[record_id], person_key, actor_id).update(confirmed_by=actor_id, confirmed_at=now)
        _say("match_records", person_key, by_id.values(), actor_id)

    return _rewrite(person_key, partial(_not_yet_matched, drafts), _as_drafted, keep)


@transaction.atomic
def propose_matches(person_key: int, drafts: Sequence[MatchDraft], *, actor_id: int | None) -> int:
    """Put matches to the person whose records they are. Nothing is changed by it. Returns how many; raises NotThere."""
    by_id = _not_yet_matched(drafts)
    for record_id, row in _rows(WorkingLake(0), person_key, by_id).items():
        _keep(row, by_id[record_id], person_key, actor_id)
    if by_id:
        _say("propose_matches", person_key, by_id.values(), actor_id)
    return len(by_id)


def confirm_matches(person_key: int, record_ids: Collection[str], *, actor_id: int | None) -> int:
    """Bring proposed matches in force. Returns how many."""

    def keep(rows: Mapping[str, LakeRow], waiting: Mapping[str, RecordMatch]) -> None:
        now = timezone.now()
        for record_id, row in rows.items():
            RecordMatch.objects.filter(record_id=record_id).update(
                confirmed_by=actor_id, confirmed_at=now, stated=stated_of(row)
            )
        _say("confirm_matches", person_key, waiting.values(), actor_id)

    return _rewrite(person_key, partial(_of, person_key, record_ids, is_in_force=False), _as_kept, keep)


@transaction.atomic
def refuse_matches(person_key: int, record_ids: Collection[str], *, actor_id: int | None) -> int:
    """Throw proposed matches away. Returns how many."""
    waiting = list(_of(person_key, record_ids, is_in_force=False).values())
    RecordMatch.objects.filter(pk__in=[row.pk for row in waiting], confirmed_at__isnull=True).delete()
    if waiting:
        _say("refuse_matches", person_key, waiting, actor_id)
    return len(waiting)


def unmatch_records(person_key: int, record_ids: Collection[str], *, actor_id: int | None) -> int:
    """Take matches back: the records say again what their source says. Returns how many. LakeBusy as above."""

    def forget(_: Mapping[str, LakeRow], there: Mapping[str, RecordMatch]) -> None:
        RecordMatch.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
        _say("unmatch_records", person_key, there.values(), actor_id)

    in_force = partial(_of, person_key, record_ids, is_in_force=True)
    return _rewrite(person_key, in_force, _as_stated, forget, are_all_there=False)


def _not_yet_matched(drafts: Sequence[MatchDraft]) -> dict[str, MatchDraft]:
    """What a matched row says is not what its source says: matching it again would lose the way back."""
    by_id = {draft.record_id: draft for draft in drafts}
    there = RecordMatch.objects.filter(record_id__in=list(by_id), confirmed_at__isnull=False)
    for record_id in there.values_list("record_id", flat=True):
        del by_id[record_id]
    return by_id


def _of(person_key: int, record_ids: Collection[str], *, is_in_force: bool) -> dict[str, RecordMatch]:
    """Those matches of one person, by record: in force, or only proposed."""
    rows = RecordMatch.objects.filter(person_id=person_key, record_id__in=list(record_ids))
    return {row.record_id: row for row in rows.filter(confirmed_at__isnull=not is_in_force)}


def _as_drafted(draft: MatchDraft) -> Change:
    return lambda row: matched(row, Match(row["word"], draft.word, draft.type, draft.took_place))


def _as_kept(kept: RecordMatch) -> Change:
    return lambda row: matched(row, match_in(kept))


def _as_stated(kept: RecordMatch) -> Change:
    """What counts in the row goes; where the CRM has won meanwhile there is nothing to take back."""
    stated = kept.stated
    return lambda row: unmatched(row, stated) if row["row_hash"] != stated["row_hash"] else row


def match_in(kept: RecordMatch) -> Match:
    """A stored match as rows are shaped by it."""
    return Match(kept.stated_word, kept.word, kept.type, kept.took_place)


def _keep(row: LakeRow, draft: MatchDraft, person_key: int, actor_id: int | None) -> Any:
    """The proposal of that record, new or in place of an earlier one; a match in force stays as it is."""
    said = {
        "person_id": person_key,
        "metric_key": draft.metric_key,
        "day_on": row["when_on"],
        "stated_word": row["word"],
        "word": draft.word,
        "type": draft.type,
        "took_place": draft.took_place,
        "stated": stated_of(row),
        "matched_by": actor_id,
        "matched_at": timezone.now(),
    }
    RecordMatch.objects.get_or_create(record_id=draft.record_id, defaults=said)
    proposal = RecordMatch.objects.filter(record_id=draft.record_id, confirmed_at__isnull=True)
    proposal.update(**said)
    return proposal


def _rows(working: WorkingLake, person_key: int, record_ids: Iterable[str]) -> dict[str, LakeRow]:
    """Those activities of that person, by key. Raises NotThere when one is missing."""
    wanted = set(record_ids)
    found = {row["activity_id"]: row for row in working.rows_of("activities", "activity_id", wanted)}
    if any(key not in found or found[key]["person_key"] != person_key for key in wanted):
        raise NotThere("a record is gone from the CRM, or is somebody else’s by now")
    return found


def _rewrite(
    person_key: int,
    wanted: Callable[[], Mapping[str, Kept]],
    change: Callable[[Kept], Change],
    then: Callable[[Mapping[str, LakeRow], Mapping[str, Kept]], None],
    *,
    are_all_there: bool = True,
) -> int:
    """Write the wanted rows anew and publish them together with what the database keeps of it. `then` is given the rows
    as they were. Killed in between, the lake goes back to what is published at the next start.
    """
    if not wanted():
        return 0
    bring_up_to_date()
    with writing(patience=PATIENCE) as lease:
        recover(lease)
        kept = wanted()  # once more: who pressed the button twice has matched them while this one waited
        if not kept:
            return 0
        working, touched = WorkingLake(lease.mark + 1), Touched()
        if are_all_there:
            before = _rows(working, person_key, kept)
        else:
            before = {row["activity_id"]: row for row in working.rows_of("activities", "activity_id", set(kept))}
        after = {key: change(kept[key])(row) for key, row in before.items()}
        changed = [row for key, row in after.items() if row != before[key]]
        for row in (*before.values(), *changed):
            touched.note("activities", row)
        working.write("activities", changed=changed)
        moved = touched.all_moved(working.house, working.versions, organisation().week_starts_on)
        with transaction.atomic():
            then(before, kept)
            for source, rows in groupby(sorted(changed, key=_source), key=_source):
                save_words({row["word"]: row["type"] for row in rows}, source)
            publish(lease, versions=working.versions, positions={}, moved=moved)
    return len(kept)


def _source(row: LakeRow) -> str:
    return source_of(row["activity_id"])


def _say(action: str, person_key: int, about: Iterable[MatchDraft | RecordMatch], actor_id: int | None) -> None:
    rows = list(about)
    detail = {"metric": rows[0].metric_key if rows else "", "records": sorted(row.record_id for row in rows)}
    record_change(actor_id=actor_id, action=action, subject=("person", person_key), detail=detail)


def matches_of_source(source: str) -> dict[str, Match]:
    """Every match in force of a source's activities, by lake key, as rows are shaped by it."""
    rows = RecordMatch.objects.filter(record_id__startswith=f"{source}:", confirmed_at__isnull=False)
    return {row.record_id: match_in(row) for row in rows}


def note_stated(stated: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep what a source says now of matched records. Call in the transaction that publishes their rows."""
    rows = RecordMatch.objects.in_bulk(list(stated), field_name="record_id")
    for record_id, row in rows.items():
        row.stated = dict(stated[record_id])
    RecordMatch.objects.bulk_update(rows.values(), ["stated"], batch_size=500)


def forget_matches_before(day: date) -> None:
    """Remove matches of records that were over before a day: the records are gone as well."""
    RecordMatch.objects.filter(day_on__lt=day).delete()


def forget_matcher(user_id: int) -> None:
    """Take an erased account out of what it matched for others."""
    for column in ("matched_by", "confirmed_by"):
        RecordMatch.objects.filter(**{column: user_id}).update(**{column: None})


def forget_names_in_matches(spellings: Spellings) -> None:
    """A word in which somebody erased is named goes from what would be gone back to, as it goes from the lake."""
    for row in RecordMatch.objects.iterator():
        named = [word for word in (row.stated_word, row.stated.get("subtype")) if word and spellings.stand_in(word)]
        if named:
            row.stated = {**row.stated, "subtype": None, "word": row.stated["type"]}
            row.stated_word = row.stated["type"]
            row.save(update_fields=["stated", "stated_word"])
