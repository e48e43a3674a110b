"""What drives the result in a case: figures beside those of others, and shares of the gap stated outright."""

import re
from collections.abc import Iterator, Mapping, Sequence

from fairway.studio.cases.field_names import Field, name_parts
from fairway.studio.cases.fields import NAME_WORDS, case_field_of, field_of
from fairway.studio.cases.filling import middle_of
from fairway.studio.cases.nodes import POINT, Node, Path, is_figure
from fairway.studio.cases.profile import DriverFacts, Profile
from fairway.studio.cases.prose import readings
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.cases.sides import by_columns, columns_in, sided_figures, spoken
from fairway.studio.cases.told_drivers import SENTENCE, in_brackets, told_beside

LONGEST_NAME, MOST_WORDS_OF_FIGURE = 80, 3
LONGEST_TOLD = 90  # letters; more is a sentence
MOST_OWN = 1  # figures of the seller's own in what is one driver
REST = frozenset({"left", "remaining", "rest", "verbleibend", "restantes", "restant", "quedan"})  # of the time there is
NOW = frozenset({"ytd", "current", "now", "own", "self", "this", "mine", "today"})  # whose figures are the seller's

CONVERSIONS = (  # stems of the stage reached, what the conversion is called
    (r"\b(?:wins?|won|orders?|closed|gewonn|auftrag|gagn|ganad|pedido)", "win rate"),
    (r"opport|qualif|quot|offer|propos|angebot|chance|devis|oferta|oportun", "lead conversion: meeting opportunity"),
    (r"meeting|visit|demo|appoint|termin|besuch|rendez|reunion|cita", "acceptance: meetings booked"),
    (r"conversation|contact|connect|reach|gesprach|entretien|conversacion", "conversations reached"),
)


def drivers_in(case: Mapping[str, Node], place: Path | None) -> Iterator[DriverFacts]:
    columns = columns_in(case)

    def look(node: Node, path: Path) -> Iterator[DriverFacts]:
        if (place is not None and path == place) or _is_clock(path):
            return
        if isinstance(node, Mapping):
            driver = _driver(node, path)
            if driver is not None:
                yield driver
                return
            yield from _transposed(node)
            yield from sided_figures(node)
            for name, value in node.items():
                yield from look(value, (*path, str(name)))
        elif isinstance(node, list):
            told = _in_list(node, path, columns) if path else None
            if told is not None:
                yield told
                return
            for at, item in enumerate(node):
                yield from look(item, (*path, f"#{at}"))
        elif isinstance(node, str) and path:
            yield from _in_text(node, path[-1])

    return look(case, ())


def _in_list(node: Sequence[Node], path: Path, columns: Sequence[Field | None]) -> DriverFacts | None:
    """A driver whose figures stand in a list, by columns or each with a word of whose it is."""
    told = by_columns(path[-1], node, columns)
    if told is None and all(isinstance(item, str) or is_figure(item) for item in node):
        return told_beside(spoken(path[-1]), "; ".join(map(str, node)))
    return told


def _in_text(text: str, name: str) -> Iterator[DriverFacts]:
    is_item = name.startswith("#")
    beside = None if is_item else told_beside(spoken(name), text)
    if beside is not None:
        yield beside
        return
    yield from _listed(text)
    said = {reading.field: reading.value for reading in readings(text)}
    others = said.get(Field.MIDDLE, said.get(Field.TOP))
    if len(text) < LONGEST_TOLD and "\n" not in text and Field.OWN in said and others is not None:
        yield DriverFacts(text.split(":", maxsplit=1)[0] if is_item else spoken(name), said[Field.OWN], others)


def _is_clock(path: Path) -> bool:
    """Whether a part of the case says how much time there is: days left beside days of a cycle are no driver."""
    return bool(path) and case_field_of(path[-1]) is Field.WEEKS_LEFT and "period" not in name_parts(path[-1])


def _listed(text: str) -> Iterator[DriverFacts]:
    """ "Win rate 30% (29%) | Cycle 71 days (44)": each with the seller's figure, then that of others."""
    told = "\n".join(line for line in text.splitlines() if not POINT.match(line))
    yield from in_brackets(told)
    parts = [part.strip() for part in re.split(r"[|\n;]", told)]
    if len(parts) < 2:
        return
    for part in parts:
        plain = folded(part)
        figures = quantities(plain)
        if len(figures) == 2 and len(part) < 70 and figures[0].start >= 3:
            own, others = figures[0], figures[1]
            if SENTENCE.search(plain[: own.start]):
                continue
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
        elif field in {Field.OWN, Field.MIDDLE, Field.TOP, Field.BEFORE}:
            number = middle_of(value)
            if number is not None:
                found.setdefault(field, number)
        elif isinstance(value, str) and field is not Field.UNIT and not name and _is_name(value):
            name = value
    if sum(isinstance(value, str) and told_beside("", value) is not None for value in node.values()) > 1:
        return None
    are_lists = sum(isinstance(value, list) and len(value) > 1 for value in node.values()) > 1
    own_figures = sum(is_figure(v) and field_of((k,)) is Field.OWN for k, v in node.items())
    if are_lists or own_figures > MOST_OWN or any(REST & set(name_parts(name)) for name in node):
        return None
    if Field.OWN not in found and found.keys() & {Field.MIDDLE, Field.BEFORE}:
        left = [figure for key, value in node.items() if field_of((key,)) is None and (figure := middle_of(value))]
        if len(left) == 1:
            found[Field.OWN] = left[0]  # under the seller's own name
    if Field.OWN in found and (found.keys() - {Field.OWN}):
        is_share = "%" in texts or "share" in texts or max(found.values()) <= 1
        own_name = name if name or not path or path[-1].startswith("#") else path[-1]
        return DriverFacts(
            spoken(own_name or (path[-1] if path else "")),
            found[Field.OWN],
            found.get(Field.MIDDLE, found.get(Field.BEFORE, found.get(Field.TOP))),
            is_share,
            found.get(Field.BEFORE),
        )
    return None


def _is_name(text: str) -> bool:
    """Whether a short text is what a driver is called, and no figure."""
    return len(text) < LONGEST_NAME and (middle_of(text) is None or len(text.split()) > MOST_WORDS_OF_FIGURE)


def _transposed(node: Mapping[str, Node]) -> Iterator[DriverFacts]:
    """{"own": {"win_rate": .1}, "peers": {"win_rate": .2}}; counts of stages one after the other as conversions."""
    parts = {name: value for name, value in node.items() if isinstance(value, Mapping)}
    others = {Field.MIDDLE, Field.TOP}
    sides = {field_of((name,)): value for name, value in parts.items()}
    peers = sides.get(Field.MIDDLE) or sides.get(Field.TOP)
    now = (value for name, value in parts.items() if set(name_parts(name)) & NOW and value is not peers)
    own = next(now, sides.get(Field.OWN))
    if (
        not isinstance(own, Mapping)
        or not isinstance(peers, Mapping)
        or any(field_of((str(n),)) in others for n in own)
    ):
        return
    levels = [(str(name), middle_of(own[name]), middle_of(peers[name])) for name in own if name in peers]
    stages = [(name, mine, theirs) for name, mine, theirs in levels if mine and theirs]
    is_funnel = len(stages) > 2 and len(stages) == len(levels) and _falls(stages, 1) and _falls(stages, 2)
    if not is_funnel:
        for name, mine, theirs in levels:
            yield DriverFacts(spoken(name), mine, theirs)
        return
    yield DriverFacts(f"coverage and new opportunities: {spoken(stages[0][0])}", stages[0][1], stages[0][2])
    for (_, mine, theirs), (name, my_next, their_next) in zip(stages, stages[1:], strict=False):
        yield DriverFacts(_conversion_into(spoken(name)), my_next / mine, their_next / theirs, is_share=True)


def _conversion_into(stage: str) -> str:
    """What the share that gets into a stage of a funnel is called, in the words of the treasure map."""
    plain = folded(stage)
    return next((name for stems, name in CONVERSIONS if re.search(stems, plain)), f"conversion to {plain}")


def _falls(stages: Sequence[tuple[str, float, float]], at: int) -> bool:
    figures = [float(stage[at]) for stage in stages]
    return all(later <= earlier for earlier, later in zip(figures, figures[1:], strict=False))


def take_shares_of_gap(profile: Profile, case: Mapping[str, Node], place: Path | None) -> None:
    """Shares of the gap by driver, where a part of the case named after the gap holds them: {"win_rate": 0.8}."""

    def look(node: Node, path: Path) -> None:
        if (place is not None and path == place) or not isinstance(node, Mapping | list):
            return
        if path and case_field_of(path[-1]) is Field.GAP:
            shares = dict(_shares_in(node))
            if len(shares) > 1 and all(share >= 0 for share in shares.values()):
                whole = max(1.0, sum(shares.values()))
                profile.gap_shares |= {spoken(name): share / whole for name, share in shares.items()}
                return
        for name, value in node.items() if isinstance(node, Mapping) else ():
            look(value, (*path, str(name)))

    look(case, ())


def _shares_in(node: Node) -> Iterator[tuple[str, float]]:
    if isinstance(node, Mapping):
        for name, value in node.items():
            share = middle_of(value) if isinstance(value, int | float | str) else None
            if share is not None:
                yield str(name), share
        return
    for item in node:
        if isinstance(item, Mapping):
            names = [value for value in item.values() if isinstance(value, str) and middle_of(value) is None]
            figures = [figure for value in item.values() if (figure := middle_of(value)) is not None]
            if names and len(figures) == 1:
                yield names[0], figures[0]
