"""Turning somebody's case, a JSON object of whatever shape, into a profile."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fairway.studio.cases.fields import KEY_WORDS, NAME_WORDS, Field, case_field_of, field_of, name_parts
from fairway.studio.cases.filling import fill_in, middle_of
from fairway.studio.cases.profile import DriverFacts, Profile
from fairway.studio.cases.prose import readings
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.cases.tables import as_rows

Node = Any
Path = tuple[str, ...]

ID_NAMES = ("id", "case_id", "caseId", "case", "ref", "reference", "nr", "uid")
POINT = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
MOST_HEADS = 8  # fields of a part that may be the head of a case, and no list of candidates
LEFT = re.compile(
    r"\b(?:left|remain\w*|to go|to (?:the )?(?:(?:fiscal )?year|quarter|half|period|end)|until|till|ends?|noch"
    r"|bleib\w*|verbleib\w*"
    r"|restant\w*|reste\w*|quedan?|faltan?|hasta|bis|d'ici)\b"
)
A_WEEK = re.compile(
    r"^\s*(?:\w+\s)?(?:a|per|each|every|je|pro|in der|die|par|por|a la|/)\s?(?:week|wk|woche|semaine|semana)"
    r"|^\s*(?:weekly|wochentlich|wkly)"
)


def read_case(case: Mapping[str, Node], *, number: int = 0) -> Profile:
    """One case understood. `number` is its line, used as its id where it names none."""
    while len(case) == 1 and isinstance(inner := next(iter(case.values())), Mapping):
        case = inner
    case = {name: as_rows(value) for name, value in case.items()}
    place = _candidates_place(case)
    profile = Profile(id=_id_of(case, number))
    if place is not None:
        profile.candidates = [fill_in(key, node) for key, node in _entries(_at(case, place))]
    else:
        profile.candidates = [fill_in(key, node) for key, node in _entries(_written_out(case))]
    prose: list[str] = []
    for path, value in _leaves(case):
        if place is not None and path[: len(place)] == place:
            continue
        _take_leaf(profile, path, value, prose)
    profile.drivers = list(_drivers(case, place))
    told = "\n".join(prose).splitlines()
    profile.prose = "\n".join(told if place is not None else (line for line in told if not POINT.match(line)))
    _take_prose(profile)
    return profile


def _id_of(case: Mapping[str, Node], number: int) -> str:
    for name in ID_NAMES:
        if isinstance(case.get(name), str | int):
            return str(case[name])
    named = [value for name, value in case.items() if case_field_of(name) is Field.ID and isinstance(value, str | int)]
    inside = [part for part in case.values() if isinstance(part, Mapping) and len(part) < MOST_HEADS]
    named += [part[name] for part in inside for name in ID_NAMES if isinstance(part.get(name), str | int)]
    short = [value for value in case.values() if isinstance(value, str) and re.fullmatch(r"[\w.-]{1,16}", value)]
    return str(next(iter([*named, *short]), number))


def _leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from _leaves(value, (*path, str(name)))
    elif isinstance(node, list) and any(isinstance(item, Mapping | list) for item in node):
        for place, item in enumerate(node):
            yield from _leaves(item, (*path, f"#{place}"))
    else:
        yield path, node


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
        width = sum(len(list(_leaves(item))) for item in items) / size
        words = sum(len(str(value)) for item in items for _, value in _leaves(item) if isinstance(value, str)) / size
        return score + min(width, 10) / 4 + min(words, 120) / 40
    return 0.0 if meaning is not Field.CANDIDATES or isinstance(node, list) else score - 2.0


def _written_out(case: Mapping[str, Node]) -> list[str]:
    """Candidates that stand in a text: its points, or a list between commas under a name that says so."""
    for path, value in _leaves(case):
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
    for item in node:
        if isinstance(item, Mapping):
            yield _key_of(item), item
        else:
            head = re.match(r"^\s*([\w./-]+(?: [\w./-]+){0,8}?)\s*(?:[:|=–—]|\s-\s|\()\s*(.*)$", str(item), re.S)
            yield (head[1].strip(), head[2]) if head else (str(item).strip(), "")


def _key_of(item: Mapping[str, Node]) -> str:
    whole = next((value for name, value in item.items() if name in KEY_WORDS and isinstance(value, Mapping)), None)
    if whole is not None:
        return _key_of(whole)
    by_name = {"".join(name_parts(name)): value for name, value in item.items() if isinstance(value, str | int)}
    for word in KEY_WORDS:
        if word in by_name:
            return str(by_name[word])
    for name, value in by_name.items():
        if any(name.endswith(word) for word in ("key", "id", "name", "code")):
            return str(value)
    return str(next(iter(by_name.values()), ""))


def _take_leaf(profile: Profile, path: Path, value: Node, prose: list[str]) -> None:
    """A fact about the seller or the case as a whole."""
    if isinstance(value, list):
        prose += [str(item) for item in value if isinstance(item, str)]
        return
    meanings = [case_field_of(name) for name in reversed(path) if not name.startswith("#")]
    parts = {part for name in path for part in name_parts(name)}
    if isinstance(value, int | float) and not isinstance(value, bool):
        _take_number(profile, parts, float(value))
    elif isinstance(value, str):
        if Field.ROLE in meanings[:1] and not profile.role and len(value) < 160:
            profile.role = value
        if Field.GAP in meanings[:1] and Field.DRIVERS not in meanings:
            profile.stated_gap += f" {value}"
        if meanings[:1] != [Field.ID]:
            prose.append(f"{' '.join(name_parts(path[-1]))}: {value}")


def _take_number(profile: Profile, parts: set[str], value: float) -> None:
    units = {
        "weeks": 1.0,
        "week": 1.0,
        "wochen": 1.0,
        "semaines": 1.0,
        "semanas": 1.0,
        "days": 1 / 7,
        "months": 52 / 12,
        "quarters": 13.0,
    }
    is_left = any(case_field_of(part) is Field.WEEKS_LEFT for part in parts) or "period" in parts
    is_hours = parts & {"hours", "hrs", "minutes", "min", "stunden", "heures", "horas", "h"}
    if is_hours and any(case_field_of(part) is Field.HOURS_FREE for part in parts):
        if profile.hours_free is None:
            profile.hours_free = value / 60 if parts & {"minutes", "min"} else value
    elif (
        is_left and profile.weeks_left is None and not parts & {"hours", "quota", "goal", "elapsed", "total", "length"}
    ):
        unit = next((weeks for word, weeks in units.items() if word in parts and word != "week"), 1.0)
        profile.weeks_left = value * unit


def _drivers(case: Mapping[str, Node], place: Path | None) -> Iterator[DriverFacts]:
    def look(node: Node, path: Path) -> Iterator[DriverFacts]:
        if place is not None and path == place:
            return
        if isinstance(node, Mapping):
            driver = _driver(node, path)
            if driver is not None:
                yield driver
                return
            yield from _transposed(node)
            for name, value in node.items():
                yield from look(value, (*path, str(name)))
        elif isinstance(node, list):
            is_pair = len(node) in {2, 3} and all(isinstance(item, int | float) for item in node)
            if is_pair and path:
                yield DriverFacts(_spoken(path[-1]), float(node[0]), float(node[1]))
            for at, item in enumerate(node):
                yield from look(item, (*path, f"#{at}"))
        elif isinstance(node, str) and path:
            yield from _listed(node)
            said = {reading.field: reading.value for reading in readings(node)}
            is_short = len(node) < 90 and "\n" not in node and (Field.MIDDLE in said or Field.TOP in said)
            if is_short and Field.OWN in said:
                head = node.split(":")[0] if path[-1].startswith("#") else _spoken(path[-1])
                yield DriverFacts(head, said[Field.OWN], said.get(Field.MIDDLE, said.get(Field.TOP)))

    return look(case, ())


def _listed(text: str) -> Iterator[DriverFacts]:
    """ "Win rate 30% (29%) | Cycle 71 days (44)": each with the seller's figure, then that of others."""
    told = "\n".join(line for line in text.splitlines() if not POINT.match(line))
    parts = [part.strip() for part in re.split(r"[|\n;]", told)]
    if len(parts) < 2:
        return
    for part in parts:
        plain = folded(part)
        figures = quantities(plain)
        if len(figures) == 2 and len(part) < 70 and figures[0].start >= 3:
            own, others = figures[0], figures[1]
            is_share = own.kind is Kind.SHARE
            scale = 7.0 if own.kind is Kind.WEEKS and others.kind is not Kind.WEEKS else 1.0
            yield DriverFacts(plain[: own.start].strip(" :-"), own.value * scale, others.value, is_share)


def _driver(node: Mapping[str, Node], path: Path) -> DriverFacts | None:
    found: dict[Field, float] = {}
    name = ""
    texts = " ".join(str(value) for value in node.values() if isinstance(value, str))
    for key, value in node.items():
        field = field_of((key,))
        if set(name_parts(key)) & NAME_WORDS and isinstance(value, str):
            name = name or value
        elif field in {Field.OWN, Field.MIDDLE, Field.TOP}:
            number = middle_of(value)
            if number is not None:
                found.setdefault(field, number)
        elif isinstance(value, str) and field is not Field.UNIT and not name and len(value) < 80:
            name = value
    if Field.OWN in found and (Field.MIDDLE in found or Field.TOP in found):
        is_share = "%" in texts or "share" in texts or max(found.values()) <= 1
        own_name = name if name or not path or path[-1].startswith("#") else path[-1]
        return DriverFacts(
            _spoken(own_name or (path[-1] if path else "")),
            found[Field.OWN],
            found.get(Field.MIDDLE, found.get(Field.TOP)),
            is_share,
        )
    return None


def _transposed(node: Mapping[str, Node]) -> Iterator[DriverFacts]:
    """{"own": {"win_rate": .1}, "peers": {"win_rate": .2}}."""
    sides = {field_of((name,)): value for name, value in node.items() if isinstance(value, Mapping)}
    own, peers = sides.get(Field.OWN), sides.get(Field.MIDDLE) or sides.get(Field.TOP)
    sided = {Field.OWN, Field.MIDDLE, Field.TOP}
    if isinstance(own, Mapping) and isinstance(peers, Mapping) and not any(field_of((str(n),)) in sided for n in own):
        for name in own.keys() & peers.keys():
            yield DriverFacts(_spoken(str(name)), middle_of(own[name]), middle_of(peers[name]))


def _spoken(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ")


def _take_prose(profile: Profile) -> None:
    """Weeks left and hours free, where only sentences say them."""
    for sentence in re.split(r"(?<=[.;!?])\s|\n", profile.prose):
        plain = folded(sentence)
        for figure in quantities(plain):
            before, after = plain[max(0, figure.start - 50) : figure.start], plain[figure.end : figure.end + 45]
            if figure.kind is Kind.WEEKS and profile.weeks_left is None and LEFT.search(f"{before[-30:]} {after}"):
                profile.weeks_left = figure.value
            if figure.kind is Kind.MINUTES and profile.hours_free is None and A_WEEK.search(after):
                profile.hours_free = figure.value / 60
