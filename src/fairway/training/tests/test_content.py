"""What every module of every language has to keep, whoever wrote it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from fairway.training.curriculum.reading import curriculum, languages
from fairway.training.curriculum.rendering import cited
from fairway.training.curriculum.types import ENGLISH, Exercise, Module, PartKind, Track
from fairway.training.exercises.kinds import KINDS

KNOWN_KINDS = {"sorting", "asking", "signals", "tagging", "branching", "rating", "choice", "talk", "quarter"}
EVIDENCE = {"", "hias", "diagnoses", "sessions", "reviews_of_hias"}
FEWEST_RECALLED = 4
SHORTEST_ASSIGNMENT = 30  # minutes

PERCENTAGE = re.compile(r"\d\s*(?:%|per ?cent\b)")
COUNTED = r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten)"
MANIFOLD = re.compile(rf"\b{COUNTED}[ -](?:times|fold) (?:as|the|more|higher|larger|better|faster|likel)", re.I)
MARK = re.compile(r"\[(?:[ACJM]|S\d+)\]")  # of the research notes; readers cannot look these up
PUT_TOGETHER = re.compile(r"\s*(?:\||[-*] |\d+[.)] )")  # a table or a list belongs to the block that introduces it


def every_module() -> list[Module]:
    """Of every language, those it has a text of its own of."""
    return [one for name in languages() for one in curriculum(name).values() if one.language == name]


MODULES = every_module()
EXERCISES = [(module, part.exercise) for module in MODULES for part in module.parts if part.exercise]
of_every_module = pytest.mark.parametrize("module", MODULES, ids=lambda one: f"{one.language}-{one.key}")
of_every_exercise = pytest.mark.parametrize(
    ("module", "exercise"), EXERCISES, ids=[f"{module.language}-{module.key}-{one.key}" for module, one in EXERCISES]
)


@of_every_module
def test_a_module_says_what_it_is_for(module: Module) -> None:
    assert module.title
    for words in (module.can, module.to_pass):
        assert words
        assert not words.endswith("."), "pages go on after these words"
    assert module.evidence in EVIDENCE
    assert bool(module.evidence) == bool(module.needs), "evidence is counted, and what is counted is evidence"


@of_every_module
def test_a_module_is_complete(module: Module) -> None:
    if module.track is Track.GROUND:
        return
    has = {part.key for part in module.parts}
    needs = {"lesson", "assignment"} | ({"worked", "together"} if module.track is Track.MANAGERS else set())
    assert needs <= has
    assert any(part.kind is PartKind.EXERCISE for part in module.parts)
    assert len(module.recall) >= FEWEST_RECALLED


@of_every_module
def test_an_assignment_says_honestly_how_long_it_takes(module: Module) -> None:
    """Whoever states no minutes gets those of reading its text, which are a few."""
    last = module.part("assignment")
    assert (last.minutes if last else 0) == module.field_minutes
    assert last is None or last.minutes >= SHORTEST_ASSIGNMENT
    assert module.minutes == sum(part.minutes for part in module.parts if part != last)


@of_every_module
def test_every_source_that_is_stated_is_cited_and_the_other_way_round(module: Module) -> None:
    leant_on = {key for part in module.parts for key in cited(part.markdown)}
    assert leant_on == set(module.sources)
    assert all(one.who and one.title and one.year and one.caveat for one in module.sources.values())


@of_every_module
def test_no_text_holds_html_or_a_title_of_its_own(module: Module) -> None:
    for part in module.parts:
        assert not html_in(part.markdown), f"{part.key}: Markdown only"
        assert not re.search(r"^# ", part.markdown, re.M), f"{part.key}: headings begin with ##, the page has the title"


@of_every_module
def test_a_figure_about_the_world_says_where_it_comes_from(module: Module) -> None:
    """The invented numbers of worked examples and of exercises are exempt, and so is what somebody says in a quote."""
    for part in module.parts:
        assert not MARK.search(part.markdown), f"{part.key}: a mark of the notes"
        if part.key != "worked":
            assert not uncited_figures(part.markdown), part.key


@of_every_module
def test_the_right_answer_does_not_always_stand_in_the_same_place(module: Module) -> None:
    asked = [list(map(vars_of, module.recall))]
    asked += [
        list(part.exercise.content["items"])
        for part in module.parts
        if part.exercise and part.exercise.kind == "asking"
    ]
    for questions in asked:
        for one in questions:
            assert 0 <= one["right"] < len(one["options"]), one["ask"]
            assert len(set(one["options"])) == len(one["options"]) > 1, one["ask"]
            assert one["because"], one["ask"]
        assert len(questions) < FEWEST_RECALLED or len({one["right"] for one in questions}) > 1


@of_every_exercise
def test_an_exercise_can_be_done(module: Module, exercise: Exercise) -> None:
    assert exercise.kind in KNOWN_KINDS
    assert exercise.minutes > 0
    if exercise.kind in KINDS:
        assert KINDS[exercise.kind].problems(exercise) == []


@of_every_exercise
def test_an_exercise_asks_nothing_twice(module: Module, exercise: Exercise) -> None:
    items = exercise.content.get("items", ())
    names = [one.get("metric") or one.get("ask") for one in items]
    assert len(set(names)) == len(names)
    assert exercise.content.get("ask_items", 0) <= len(items) or not items


@of_every_module
def test_a_translation_has_what_the_english_has(module: Module) -> None:
    assert shape(module) == shape(curriculum(ENGLISH)[module.key])


def test_a_figure_without_a_source_is_found() -> None:
    assert uncited_figures("Coached sellers sell 19 % more.\n\nOther text.")
    assert uncited_figures("They win three times as often, or three times as many.")
    assert uncited_figures("| who | wins |\n|---|---|\n| coached | 56 % |")
    assert not uncited_figures("Coached sellers sell 19 % more [@one].")
    assert not uncited_figures("As they found [@one]:\n\n| who | wins |\n|---|---|\n| coached | 56 % |")
    assert not uncited_figures("Meet three times a week, and ask 1 in 4.")
    assert not uncited_figures("> You are at 62 % of goal.\n> Yes.")


def test_html_is_found_and_a_comparison_is_none() -> None:
    assert html_in("A <b>word</b>.")
    assert html_in("<div>\n\ntext")
    assert not html_in("Fewer than 5 (n < 5), and `<b>` in code.")


def test_a_translation_that_lacks_an_item_or_moves_an_answer_is_found(tmp_path: Path) -> None:
    items = [{"ask": f"{name}?", "options": ["Yes", "No"], "right": 0, "because": "So."} for name in "AB"]
    english = shape(written(tmp_path, "en", items))
    assert shape(written(tmp_path, "de", [one | {"because": "Darum."} for one in items])) == english
    assert shape(written(tmp_path, "fr", items[:1])) != english
    assert shape(written(tmp_path, "es", [items[0], items[1] | {"right": 1}])) != english


def written(content: Path, language: str, items: list[dict[str, Any]]) -> Module:
    folder = content / language / "managers" / "00-one"
    folder.mkdir(parents=True)
    (folder / "module.yaml").write_text("{version: 1, title: T, can: do, to_pass: do, sources: {}}")
    exercise = {"kind": "asking", "title": "T", "ask": "A", "items": items}
    (folder / "exercises.yaml").write_text(json.dumps({"one": exercise}))
    languages.cache_clear()
    return curriculum(language, content)["one"]


def uncited_figures(markdown: str) -> list[str]:
    """Blocks that state a share or a multiple and lean on nothing."""
    return [
        block for block in blocks(markdown) if (PERCENTAGE.search(block) or MANIFOLD.search(block)) and not cited(block)
    ]


def blocks(markdown: str) -> Iterator[str]:
    """Paragraphs without quotes, a list or a table with what introduces it."""
    unquoted = re.sub(r"^>.*$", "", markdown, flags=re.M)
    held = ""
    for block in filter(str.strip, re.split(r"\n\s*\n", unquoted)):
        if PUT_TOGETHER.match(block) and held.rstrip().endswith(":"):
            held += f"\n\n{block}"
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def html_in(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    spread = [inner for token in tokens for inner in (token, *(token.children or ()))]
    return [token.content for token in spread if token.type in ("html_block", "html_inline")]


def vars_of(question: Any) -> Mapping[str, Any]:
    return {"ask": question.ask, "options": question.options, "right": question.right, "because": question.because}


def shape(module: Module) -> Mapping[str, Any]:
    """All of a module that is the same in every language."""
    return {
        "parts": [(part.key, part.kind) for part in module.parts],
        "exercises": {one.key: shape_of(one) for part in module.parts if (one := part.exercise)},
        "recall": [(one.key, len(one.options), one.right) for one in module.recall],
        "sources": set(module.sources),
        "needs": (module.evidence, module.needs, module.version),
    }


def shape_of(exercise: Exercise) -> tuple[Any, ...]:
    return exercise.kind, dict(exercise.passes), skeleton(exercise.content)


def skeleton(value: Any) -> Any:
    """Content without its words: keys, how many there are, and answers, which are numbers, truths or one of a list."""
    if isinstance(value, Mapping):
        return {name: one if name in ("class", "is", "mode", "who") else skeleton(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [skeleton(one) for one in value]
    return "" if isinstance(value, str) else value
