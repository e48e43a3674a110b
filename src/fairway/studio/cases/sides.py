"""Figures that stand side by side under names of one beginning: `lead_to_meeting_self`, `lead_to_meeting_p50`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from fairway.studio.cases.field_names import Field, name_parts
from fairway.studio.cases.fields import field_of
from fairway.studio.cases.nodes import Node, is_figure
from fairway.studio.cases.profile import DriverFacts

FEWEST = 2  # drivers told so, below which a common beginning is chance
MOST_SIDE_WORDS = 2
MOST_FIGURES = 4  # of one driver: the seller's, an earlier period's, the middle of others and the best
PREFIXES = frozenset({"fnl", "funnel", "ent", "kpi", "trichter", "embudo", "entonnoir", "trx"})
SIDES = frozenset({Field.OWN, Field.MIDDLE, Field.TOP, Field.BEFORE})


def sided_figures(node: Mapping[str, Node]) -> Iterator[DriverFacts]:
    """Drivers whose sides are fields of their own beside each other, named alike but for the end."""
    found: dict[str, dict[Field, float]] = {}
    for name, value in node.items():
        if not is_figure(value):
            continue
        parts = name_parts(name)
        for length in range(MOST_SIDE_WORDS, 0, -1):
            head, tail = parts[:-length], parts[-length:]
            side = field_of(("_".join(tail),)) if len(head) > 1 else None
            if side in SIDES:
                found.setdefault(" ".join(head), {}).setdefault(side, float(value))
                break
    whole = {name: sides for name, sides in found.items() if Field.OWN in sides and len(sides) > 1}
    if len(whole) < FEWEST:
        return
    for name, sides in whole.items():
        words = [word for place, word in enumerate(name.split()) if place or word not in PREFIXES]
        others = sides.get(Field.MIDDLE, sides.get(Field.BEFORE, sides.get(Field.TOP)))
        yield DriverFacts(" ".join(words), sides[Field.OWN], others, before=sides.get(Field.BEFORE))


def columns_in(node: Node) -> tuple[Field | None, ...]:
    """The sides that lists of figures have, where a list of names beside them says so: seller, peers, last year."""
    if isinstance(node, Mapping):
        for value in node.values():
            if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
                sides = tuple(field_of((item,)) for item in value)
                if Field.OWN in sides and {Field.MIDDLE, Field.TOP, Field.BEFORE} & set(sides):
                    return sides
        for value in node.values():
            found = columns_in(value)
            if found:
                return found
    return ()


def by_columns(name: str, values: Sequence[Node], columns: Sequence[Field | None]) -> DriverFacts | None:
    """A driver from a list of figures; without columns the seller's come first and those of others last."""
    figures = [float(item) for item in values if is_figure(item)]
    if len(figures) < FEWEST or len(values) > MOST_FIGURES or len(figures) + 1 < len(values):
        return None
    is_share = any(isinstance(item, str) and "%" in item for item in values)
    if len(columns) == len(values):
        sides = {side: value for side, value in zip(columns, values, strict=True) if is_figure(value)}
        others = sides.get(Field.MIDDLE, sides.get(Field.BEFORE, sides.get(Field.TOP)))
        if Field.OWN in sides and others is not None:
            return DriverFacts(spoken(name), float(sides[Field.OWN]), float(others), is_share, sides.get(Field.BEFORE))
    return DriverFacts(spoken(name), figures[0], figures[-1], is_share)


def spoken(name: str) -> str:
    """A field's name as words."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z]{2})", " ", name).replace("_", " ")
