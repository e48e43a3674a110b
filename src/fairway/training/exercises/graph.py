"""Whether a case that branches can be walked: every choice leads on, and from everywhere there is a way to where the
cause is named. A choice may lead back, as talks do; `branching` offers none twice, so nobody walks in a circle.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Nodes = Mapping[str, Mapping[str, Any]]
NEEDED = ("title", "opening", "target", "start", "nodes", "causes", "cause", "because", "wrong")


def names_cause(node: Mapping[str, Any]) -> bool:
    """Whether the cause can be named here: where nothing else is left to do, or where the node says so."""
    return bool(node.get("name_cause")) or not node.get("choices")


def graph_problems(case: Mapping[str, Any]) -> list[str]:
    """What is wrong with one case, in sentences."""
    missing = [name for name in NEEDED if name not in case]
    if missing:
        return [f"state {', '.join(missing)}."]
    nodes: Nodes = case["nodes"]
    found = _word_problems(nodes) + _cause_problems(case)
    if case["start"] not in nodes:
        return [*found, f"it starts at {case['start']}, which is no node."]
    lost = sorted({to for node in nodes.values() for to in _next(node)} - set(nodes))
    found += [f"a choice leads to {to}, which is no node." for to in lost]
    if lost:
        return found
    found += [f"nothing leads to {name}." for name in nodes if name not in _reached(nodes, case["start"])]
    return found + [f"no way leads from {name} to naming the cause." for name in nodes if name not in _ending(nodes)]


def _next(node: Mapping[str, Any]) -> Sequence[str]:
    return [choice.get("to", "") for choice in node.get("choices", ())]


def _word_problems(nodes: Nodes) -> list[str]:
    found = [f"{name} says nothing." for name, node in nodes.items() if not node.get("says")]
    for name, node in nodes.items():
        if any(not choice.get("do") or not choice.get("because") for choice in node.get("choices", ())):
            found.append(f"{name}: each choice needs what to do and why that is good or bad.")
    return found


def _cause_problems(case: Mapping[str, Any]) -> list[str]:
    causes, found = case["causes"], []
    if case["cause"] not in causes or len(causes) < 2:
        found.append("its cause is one of two causes at least.")
    if not case["wrong"]:
        found.append("say of one tempting cause at least why it is wrong.")
    for key in case["wrong"]:
        if key not in causes or key == case["cause"]:
            found.append(f"{key} is no wrong cause of it.")
    return found


def _reached(nodes: Nodes, start: str) -> set[str]:
    reached, ahead = set(), [start]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += _next(nodes[name])
    return reached


def _ending(nodes: Nodes) -> set[str]:
    """Nodes from which one can come to where the cause is named."""
    ending: set[str] = set()
    while more := {
        name for name, node in nodes.items() if name not in ending and (names_cause(node) or set(_next(node)) & ending)
    }:
        ending |= more
    return ending
