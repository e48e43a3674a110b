"""Families of words by meaning, in English, German, French and Spanish, read once from the YAML files beside this.

A family ("money", "sent, asked, proposed", "held or accepted" ...) is a list of patterns, one a line, over the words as
`reading` leaves them: `*` stands for any letters, `(a|b)` for either, `(a)?` for perhaps; a plain word also matches its
plural in s.
"""

import re
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "lexicon"
SHORTEST_PLURAL = 3  # shorter words are abbreviations, whose s means something else


@cache
def word_families() -> dict[str, re.Pattern[str]]:
    """Family name to one expression over a text whose words stand between single spaces."""
    return {
        name: re.compile(
            f"(?<= )(?:{'|'.join(expression(line, has_plural=has_plural) for line, has_plural in lines)})(?= )"
        )
        for name, lines in _lines().items()
    }


@cache
def known_words() -> tuple[frozenset[str], frozenset[str]]:
    """(whole words, beginnings) of five letters or more, in phrases too."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for lines in _lines().values():
        for line, _ in lines:
            for word, star in re.findall(r"(?<![\w*])([a-z]{5,})(\*?)", line):
                (beginnings if star else whole).add(word)
    return frozenset(whole), frozenset(beginnings)


def expression(line: str, *, has_plural: bool) -> str:
    """One pattern as a regular expression."""
    plural = (
        line
        if not has_plural
        else re.sub(rf"(?<![§a-z])([a-z]{{{SHORTEST_PLURAL},}})(?![a-z*)]*[a-z*])(?![a-z*])", r"\1s¿", line)
    )
    optional = re.sub(r"\(([^()]*)\)\? ", r"(?:(?:\1) )¿", plural)
    grouped = re.sub(r"\((?!\?)", "(?:", optional)
    return (
        grouped.replace("*", "[^ §]*")
        .replace("~", "[a-z]{3,}")
        .replace("¿", "?")
        .replace(".", r"\.")
        .replace("+", r"\+")
    )


def _lines() -> dict[str, list[tuple[str, bool]]]:
    """Family to its patterns, each with whether a plain word has a plural in s (German words have other plurals)."""
    lines: dict[str, list[tuple[str, bool]]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, block in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            lines.setdefault(name, []).extend(
                (line.strip(), path.stem != "de") for line in block.splitlines() if line.strip()
            )
    return lines
