"""Which functions of the package lead to one that does something: read from the source by the names they use."""

import ast
from collections.abc import Callable, Mapping

from tests.walls.test_dead_code import PACKAGE, own_files

Uses = Mapping[str, frozenset[str]]  # by function or class, as "room.module.name": those of the package it names


def sources() -> dict[str, str]:
    """The package's own modules by dotted name, without "fairway.", tests and migrations."""
    found = {}
    for file in own_files():
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file.read_text(encoding="utf-8")
    return found


def uses_in(texts: Mapping[str, str], does: Callable[[ast.AST], bool]) -> tuple[Uses, frozenset[str]]:
    """What each top-level function and class names, and those in which a node does what is looked for.

    Names are followed through `from fairway... import`, also inside of functions, and through an imported module's
    attributes. A name that is only handed over counts as used, as in `partial(add, ...)`.
    """
    uses, doing = {}, set()
    for module, text in texts.items():
        tree = ast.parse(text)
        known = _imported(tree) | {node.name: f"{module}.{node.name}" for node in tree.body if _is_named(node)}  # type: ignore[attr-defined]
        for node in tree.body:
            if not _is_named(node):
                continue
            own = f"{module}.{node.name}"  # type: ignore[attr-defined]
            within = list(ast.walk(node))
            uses[own] = frozenset(_named(within, known)) - {own}
            if any(does(inner) for inner in within):
                doing.add(own)
    return uses, frozenset(doing)


def leading_to(goals: frozenset[str], uses: Uses) -> frozenset[str]:
    """The goals and everything that leads to one, over any number of steps."""
    found = set(goals)
    while more := {one for one, named in uses.items() if one not in found and named & found}:
        found |= more
    return frozenset(found)


def _is_named(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def _imported(tree: ast.Module) -> dict[str, str]:
    return {
        name.asname or name.name: f"{node.module.removeprefix('fairway.')}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("fairway.")
        for name in node.names
    }


def _named(within: list[ast.AST], known: Mapping[str, str]) -> set[str]:
    names = {known[node.id] for node in within if isinstance(node, ast.Name) and node.id in known}
    return names | {
        f"{known[node.value.id]}.{node.attr}"
        for node in within
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known
    }
