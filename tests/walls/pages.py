"""The documentation as text: which pages there are, their links, their fenced blocks and headings."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TOP = ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "TENETS.md", "CHANGELOG.md")
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```[ \t]*$", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#{1,6}) (.+?)\s*$", re.M)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: `language`, and the rest of its first line, which names a file or says how to treat it."""

    language: str
    title: str
    body: str
    line: int


def pages() -> list[Path]:
    """Every page a reader may open, the ones at the top of the repository included."""
    return [*(ROOT / name for name in TOP), *sorted(DOCS.rglob("*.md"))]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: str) -> str:
    """A page by its path from the root of the repository."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks_of(text: str) -> list[Block]:
    found = []
    for match in FENCE.finditer(text):
        language, _, title = match["info"].strip().partition(" ")
        found.append(Block(language, title.strip(), match["body"], text.count("\n", 0, match.start()) + 1))
    return found


def prose_of(text: str) -> str:
    """The text without fenced blocks."""
    return FENCE.sub("", text)


def links_of(text: str) -> list[str]:
    return LINK.findall(prose_of(text))


def anchors_of(text: str) -> set[str]:
    """The addresses of headings, as GitHub makes them."""
    found = set()
    for _, title in HEADING.findall(prose_of(text)):
        plain = re.sub(r"[^\w\- ]", "", re.sub(r"`", "", title).lower())
        found.add(plain.replace(" ", "-"))
    return found


def section_of(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of the same or a higher level; empty when there is none."""
    for match in HEADING.finditer(text):
        if match[2].strip("` ") == heading:
            level = len(match[1])
            rest = text[match.end() :]
            end = next((m.start() for m in HEADING.finditer(rest) if len(m[1]) <= level), len(rest))
            return rest[:end]
    return ""
