"""Whether a case that branches can be walked: every choice leads on, every path ends, and there the cause is named."""

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
    turning = _turning(nodes, case["start"])
    if turning:
        found.append(f"a path never ends: it comes back to {turning}.")
    return found


def _next(node: Mapping[str, Any]) -> Sequence[str]:
    return [choice.get("to", "") for choice in node.get("choices", ())]


def _word_problems(nodes: Nodes) -> list[str]:
    found = [f"{name} says nothing." for name, node in nodes.items() if not node.get("says")]
    for name, node in nodes.items():
        if any(not choice.get("do") or not choice.get("because") for choice in node.get("choices", ())):
            found.append(f"{name}: each choice needs what to do and why that is good or bad.")
        if len(node.get("choices", ())) == 1 and not node.get("name_cause"):
            found.append(f"{name}: one choice is none.")
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


def _turning(nodes: Nodes, start: str) -> str | None:
    """A node that can be come to twice, if there is one: taken off are those from which nothing leads on."""
    left = {name: set(_next(nodes[name])) for name in _reached(nodes, start)}
    while ended := {name for name, ahead in left.items() if not ahead & set(left)}:
        left = {name: ahead for name, ahead in left.items() if name not in ended}
    return min(left, default=None)
