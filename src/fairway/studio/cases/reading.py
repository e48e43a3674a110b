"""Turning somebody's case, a JSON object of whatever shape, into a profile."""

import re
from collections.abc import Iterable, Iterator, Mapping

from fairway.studio.cases.columns import columns_of
from fairway.studio.cases.driving import drivers_in, take_shares_of_gap
from fairway.studio.cases.field_names import Field, name_parts
from fairway.studio.cases.fields import CALLED, KEY_ENDINGS, KEY_WORDS, case_field_of
from fairway.studio.cases.filling import fill_in
from fairway.studio.cases.nodes import POINT, Node, Path, is_figure, leaves
from fairway.studio.cases.profile import Profile
from fairway.studio.cases.tables import as_rows, with_headers
from fairway.studio.cases.time_left import take_time, take_time_figure

ID_NAMES = ("id", "case_id", "caseId", "case", "ref", "reference", "nr", "uid")
MOST_HEADS = 8  # fields of a part that may be the head of a case, and no list of candidates


def read_case(case: Mapping[str, Node], *, number: int = 0) -> Profile:
    """One case understood. `number` is its line, used as its id where it names none."""
    while len(case) == 1 and isinstance(inner := next(iter(case.values())), Mapping):
        case = inner
    case = {name: as_rows(value) for name, value in with_headers(case).items()}
    place = _candidates_place(case)
    profile = Profile(id=_id_of(case, number))
    entries = _told_apart(_entries(_at(case, place) if place is not None else _written_out(case)))
    columns = columns_of(node for _, node in entries)
    profile.candidates = [fill_in(key, node, columns) for key, node in entries]
    prose: list[str] = []
    for path, value in leaves(case):
        if place is not None and path[: len(place)] == place:
            continue
        _take_leaf(profile, path, value, prose)
    take_shares_of_gap(profile, case, place)
    profile.drivers = list(drivers_in(case, place))
    told = "\n".join(prose).splitlines()
    profile.prose = "\n".join(told if place is not None else (line for line in told if not POINT.match(line)))
    take_time(profile, case)
    return profile


def _told_apart(entries: Iterable[tuple[str, Node]]) -> list[tuple[str, Node]]:
    """Candidates with keys of their own: one said again gets a number; what has neither key nor text is none."""
    found: list[tuple[str, Node]] = []
    seen: dict[str, int] = {}
    for key, node in entries:
        if not key.strip() and not node:
            continue
        seen[key] = seen.get(key, 0) + 1
        found.append((key if seen[key] == 1 else f"{key} ({seen[key]})", node))
    return found


def _id_of(case: Mapping[str, Node], number: int) -> str:
    for name in ID_NAMES:
        if _is_word(case.get(name)):
            return str(case[name])
    named = [value for name, value in case.items() if case_field_of(name) is Field.ID and _is_word(value)]
    inside = [part for part in case.values() if isinstance(part, Mapping) and len(part) < MOST_HEADS]
    named += [part[name] for part in inside for name in ID_NAMES if _is_word(part.get(name))]
    short = [value for value in case.values() if isinstance(value, str) and re.fullmatch(r"[\w.-]{1,16}", value)]
    return str(next(iter([*named, *short]), number))


def _is_word(value: Node) -> bool:
    """Whether a value may name something."""
    return isinstance(value, str) or is_figure(value)


def _at(node: Node, path: Path) -> Node:
    for name in path:
        node = node[int(name[1:])] if name.startswith("#") and isinstance(node, list) else node[name]
    return node


def _candidates_place(case: Mapping[str, Node]) -> Path | None:
    """The list or dictionary that holds the candidates: by its name, its size and how much it says about each."""
    places: list[tuple[float, Path]] = []

    def look(node: Node, path: Path) -> None:
        if isinstance(node, Mapping | list) and path:
            places.append((_candidate_score(node, path), path))
        children = node.items() if isinstance(node, Mapping) else []
        for name, value in children:
            look(value, (*path, str(name)))

    look(case, ())
    best = max(places, default=(0.0, ()), key=lambda item: item[0])
    return best[1] if best[0] > 1 else None


def _candidate_score(node: Node, path: Path) -> float:
    size = len(node)
    if size < 2 or not path:
        return 0.0
    meaning = case_field_of(path[-1])
    score = min(size, 12) / 4 + {Field.CANDIDATES: 4.0, Field.DRIVERS: -3.0}.get(meaning, 0.0)  # type: ignore[arg-type]
    items = list(node.values()) if isinstance(node, Mapping) else node
    if all(isinstance(item, str) for item in items):
        if isinstance(node, list):
            return score + (1.0 if all(re.match(r"^[\w.-]+$", item) for item in items) else 0.5)
        return score + (1.0 if sum(map(len, items)) > 40 * size else -1.0)
    if all(isinstance(item, Mapping) for item in items):
        width = sum(len(list(leaves(item))) for item in items) / size
        words = sum(len(str(value)) for item in items for _, value in leaves(item) if isinstance(value, str)) / size
        return score + min(width, 10) / 4 + min(words, 120) / 40
    return score - 2.0 if meaning is Field.CANDIDATES else 0.0


def _written_out(case: Mapping[str, Node]) -> list[str]:
    """Candidates that stand in a text: its points, or a list between commas under a name that says so."""
    for path, value in leaves(case):
        if not isinstance(value, str) or not path:
            continue
        points = [line.strip() for line in value.splitlines() if POINT.match(line)]
        if len(points) > 2:
            return [POINT.sub("", point) for point in points]
        parts = [part.strip() for part in re.split(r"[,;|\n]", value) if part.strip()]
        if case_field_of(path[-1]) is Field.CANDIDATES and len(parts) > 2 and len(value) < 60 * len(parts):
            return parts
    return []


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    """(key, what is said) of each candidate."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            if isinstance(value, list) and value and all(isinstance(item, str | Mapping) for item in value):
                yield from _entries(value)
            else:
                yield str(name), value
        return
    heads = [_head_of(str(item)) for item in node if not isinstance(item, Mapping)]
    are_named = sum(head is not None for head in heads) > 0.6 * len(heads)
    for item in node:
        if isinstance(item, Mapping):
            yield _key_of(item), item
        else:
            yield (are_named and _head_of(str(item))) or (str(item).strip(), "")


def _head_of(item: str) -> tuple[str, str] | None:
    """ "recap: sent within a day" is a name and what is said of it; the colon of "1:1" is no such mark."""
    head = re.match(r"^\s*([\w./-]+(?: [\w./-]+){0,8}?)\s*(?::(?!\d)|[|=–—]|\s-\s)\s*(.*)$", item, re.S)
    return (head[1].strip(), head[2]) if head else None


def _key_of(item: Mapping[str, Node]) -> str:
    whole = next((value for name, value in item.items() if name in KEY_WORDS and isinstance(value, Mapping)), None)
    if whole is not None:
        return _key_of(whole)
    by_name = {"".join(name_parts(name)): value for name, value in item.items() if _is_word(value)}
    for word in KEY_WORDS:
        if word in by_name:
            return str(by_name[word])
    for ending in (*KEY_ENDINGS, *CALLED):
        found = next((value for name, value in by_name.items() if name.endswith(ending)), None)
        if found is not None:
            return str(found)
    return str(next(iter(by_name.values()), ""))


def _take_leaf(profile: Profile, path: Path, value: Node, prose: list[str]) -> None:
    """A fact about the seller or the case as a whole."""
    if isinstance(value, list):
        prose += [str(item) for item in value if isinstance(item, str)]
        return
    meanings = [case_field_of(name) for name in reversed(path) if not name.startswith("#")]
    if is_figure(value):
        take_time_figure(profile, path, float(value))
    elif isinstance(value, str):
        if Field.ROLE in meanings[:1] and not profile.role and len(value) < 160:
            profile.role = value
        if Field.GAP in meanings[:1] and Field.DRIVERS not in meanings:
            profile.stated_gap += f" {value}"
        if meanings[:1] != [Field.ID]:
            prose.append(f"{' '.join(name_parts(path[-1]))}: {value}")
