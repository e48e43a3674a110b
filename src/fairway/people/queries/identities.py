"""Between a source's ids and people."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Prefetch

from fairway.people.erased import ErasedIds
from fairway.people.models import ErasedIdentity, Identity, Person


def keys_by_native_id(native_ids: Iterable[str], *, source: str | None = None) -> dict[str, int]:
    """Person keys by a source's ids; without a source, ids that exactly one person carries."""
    rows = Identity.objects.filter(native_id__in=list(native_ids))
    if source is not None:
        rows = rows.filter(source=source)
    found: dict[str, set[int]] = defaultdict(set)
    for native_id, key in rows.values_list("native_id", "person_id"):
        found[native_id].add(key)
    return {native_id: keys.pop() for native_id, keys in found.items() if len(keys) == 1}


def all_keys_of(source: str) -> dict[str, int]:
    """Every id a source knows, with the person's key."""
    return dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))


def all_people_native_ids(person_keys: Collection[int] | None) -> dict[int, str]:
    """The id a first source gives each of those people, or everyone."""
    rows = Identity.objects.order_by("-pk")
    if person_keys is not None:
        rows = rows.filter(person_id__in=list(person_keys))
    return dict(rows.values_list("person_id", "native_id"))


def every_identity_of(person_key: int) -> list[tuple[str, str]]:
    """(source, native id) pairs of a person."""
    return list(Identity.objects.filter(person_id=person_key).values_list("source", "native_id"))


def erased_ids() -> ErasedIds:
    """Hashes of everyone who was erased, in one statement."""
    return ErasedIds(frozenset(ErasedIdentity.objects.values_list("digest", flat=True)))


def ids_and_names(source: str) -> list[tuple[str, str, str]]:
    """(native id, name, e-mail address) of everybody, by the id that source knows them by, else another's, else the
    address. Whoever has none of them is left out.
    """
    people = Person.objects.order_by("pk").prefetch_related(Prefetch("identities", Identity.objects.order_by("pk")))
    found = []
    for person in people:
        ids = sorted(person.identities.all(), key=lambda identity: identity.source != source)
        native_id = ids[0].native_id if ids else person.email
        if native_id:
            found.append((native_id, person.name, person.email))
    return found


def ids_for_export() -> dict[int, str]:
    """An id for everyone that nobody else has: their first source's; with its name where two sources use it for two
    people; one of our own for somebody no source knows.
    """
    first = {row.person_id: row for row in Identity.objects.order_by("-pk")}
    used = Counter(row.native_id for row in first.values())
    ids = {
        key: row.native_id if used[row.native_id] == 1 else f"{row.source}:{row.native_id}"
        for key, row in first.items()
    }
    for key in Person.objects.values_list("pk", flat=True):
        ids.setdefault(key, f"fairway:{key}")
    return ids
