"""The figures of the benches as tables for the documentation, from the committed results."""

import json
from collections.abc import Sequence
from typing import Any

from bench.fill import compared
from tests.walls.pages import ROOT

RESULTS = ROOT / "bench" / "results"
DATABASES = {"postgres": "PostgreSQL", "sqlite": "SQLite"}
WAYS = {
    "scorecard_words": "counts of ten sellers, HIAs that count a word",
    "scorecard_rules": "counts of ten sellers, HIAs with rules and a join",
}


def results(bench: str) -> list[tuple[str, dict[str, Any]]]:
    """(database in words, result) of a bench, those that were measured."""
    files = {words: RESULTS / f"{bench}_{name}.json" for name, words in DATABASES.items()}
    return [(words, json.loads(file.read_text(encoding="utf-8"))) for words, file in files.items() if file.exists()]


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def board() -> str:
    """Medians and 95th percentiles of each way to the same answer, and the median ratio to the rival's round."""
    rows = []
    for words, result in results("board"):
        for part, question in WAYS.items():
            rival, server = result[part]["ways"]["raw_rows"], result[part]["in_the_server_ms"]
            for way, name in (("stored", "as stored"), ("ledger", "out of the ledger"), ("stored_typed", "typed")):
                ratio = result[part]["ratios"][f"{way} / raw_rows"]
                times = _times(result[part]["ways"][way], rival)
                told = server.get(way) and f"{server[way]:.2f} / {server['raw_rows']:.2f}"
                rows.append([words, f"{question}: {name}", *times, f"{ratio:.2f}", told or ""])
        for way in ("standings", "page"):
            page, other = result["page"], f"{way}_from_raw_rows"
            ratio = page["ratios"][f"{way} / {other}"]
            name = "standings as records" if way == "standings" else "the whole page"
            rows.append([words, name, *_times(page["ways"][way], page["ways"][other]), f"{ratio:.2f}", ""])
    heads = ["ours p50 / p95, ms", "raw rows p50 / p95, ms", "ratio", "in the server, ours / raw rows, ms"]
    return table(["database", "question", *heads], rows)


def _times(ours: dict[str, float], rival: dict[str, float]) -> list[str]:
    return [f"{way['p50_ms']:.1f} / {way['p95_ms']:.1f}" for way in (ours, rival)]


def leading() -> str:
    """The leader's page for each kind of viewer, beside the page without roll-ups, with its statements."""
    viewers = {"everybody": "whoever leads all", "head": "a head of managers", "manager": "one manager"}
    rows = []
    for words, result in results("leading"):
        size = f"{words}, {result['managers']:,} managers, {result['sellers']:,} sellers"
        for key, viewer in viewers.items():
            part = result[key]
            ratio = part["ratios"]["page / without roll-ups"]
            times = _times(part["ways"]["page"], part["ways"]["rival"])
            rows.append([size, viewer, *times, f"{ratio:.3f}", part["statements"]])
    heads = ["ours p50 / p95, ms", "without roll-ups p50 / p95, ms", "ratio", "statements"]
    return table(["organisation", "page of", *heads], rows)


def statements() -> str:
    """How many statements a page takes, by the number of sellers on it."""
    rows = [
        [words, size, count]
        for words, result in results("board")
        for size, count in result["statements_by_team_size"].items()
    ]
    return table(["database", "sellers on the page", "statements"], rows)


def fill() -> str:
    """Counting beside the hand-written script, and a whole fill with its database."""
    rows = []
    for words, result in results("fill"):
        for part, name in (("whole", "every week"), ("three_days", "three new days")):
            cell = result[part]
            rows.append([
                words, name, f"{cell['count_ours_s']:.1f}", f"{cell['count_by_hand_s']:.1f}",
                f"{cell['count_ratio']:.2f}", f"{cell['equal_cells']:,}", f"{cell['fill_s']:.0f}",
                f"{cell['of_it_engine_s']:.0f} + {cell['of_it_rows_and_database_s']:.0f}", f"{cell['rows_written']:,}",
            ])  # fmt: skip
    heads = [
        "database", "what", "counting, s", "by hand, s", "ratio", "equal figures", "whole fill, s",
        "engine + rows and database, s", "rows written",
    ]  # fmt: skip
    return table(heads, rows)


def compared_by_hand() -> str:
    """Of the catalogue's metrics over activities, how many the script by hand counts too, and which it does not."""
    both, left_out = compared()
    named = ", ".join(f"`{key}`" for key in left_out)
    told = f"{len(both)} of the catalogue's {len(both) + len(left_out)} metrics over activities are compared."
    return f"{told} Left out are {named}.\n"


def oracle() -> str:
    """How much was compared with the oracle, and that nothing differed."""
    result = json.loads((RESULTS / "oracle.json").read_text(encoding="utf-8"))
    numbers = result["numbers_compared"]
    row = [result["organisations"], result["days_looked_from"], result["metrics_each"]]
    row += [f"{numbers['duckdb']:,}", f"{numbers['postgres']:,}", result["numbers_that_differ"]]
    return table(["organisations", "days", "metrics each", "numbers on DuckDB", "on PostgreSQL", "that differ"], [row])


def suggesting() -> str:
    """Shares of written cases with both best found, and of unacceptable picks, each author left out in turn."""
    result = json.loads((RESULTS / "suggesting.json").read_text(encoding="utf-8"))
    rows: list[Sequence[object]] = [
        [author, part["cases"], f"{part['both_best']:.0%}", f"{part['unacceptable']:.1%}"]
        for author, part in result["by_author_left_out"].items()
    ]
    together = {
        "all, each author left out": result["left_out"],
        "the two acts with the largest headroom": result["largest_headroom"],
        "the two acts with the strongest evidence": result["strongest_evidence"],
    }
    for name, part in together.items():
        rows.append([f"**{name}**", result["cases"], f"{part['both_best']:.0%}", f"{part['unacceptable']:.1%}"])
    return table(["author", "cases", "both best found", "unacceptable picks"], rows)


def why() -> str:
    """How right reasons are on held-out organisations with planted misses, beside the plain cascade; then by cause."""
    result = json.loads((RESULTS / "why.json").read_text(encoding="utf-8"))
    ours, rival = result["ours"], result["cascade"]
    asked = {
        "healthy_behind": "healthy HIAs called behind (at most 5 % asked)",
        "detection": "planted misses found (88 % asked)",
        "detection_strict": "the same, *away* left out",
        "first_of_found": "right cause first, of those found (80 % asked)",
        "in_two_of_found": "right cause in the first two, of those found (88 % asked)",
        "first_of_planted": "right cause first, of all planted",
        "in_two_of_planted": "right cause in the first two, of all planted",
    }
    told = f"{result['organisations']} organisations, {result['sellers']} sellers, {ours['healthy']} healthy HIAs"
    rows = [[name, _percent(ours["summary"][key]), _percent(rival["summary"][key])] for key, name in asked.items()]
    causes = [
        [cause, *(_percent(part[key]) for key in ("detection", "first_of_found", "in_two_of_found", "false_alarms"))]
        for cause, part in ours["by_cause"].items()
    ]
    heads = ["cause", "found", "first, of found", "in the first two", "healthy ones called behind for it"]
    by_cause = table(heads, causes)
    return f"{told}, {ours['planted']} planted misses.\n\n{table(['share', 'ours', 'cascade'], rows)}\n{by_cause}"


def evidence() -> str:
    """How right findings are on held-out organisations whose effects are known, by situation, beside two rivals."""
    result = json.loads((RESULTS / "evidence.json").read_text(encoding="utf-8"))
    heads = {
        "decoys_strong": "decoys called strong",
        "decoys_strong_or_suggestive": "strong or suggestive",
        "real_strong_or_suggestive": "real ones found",
        "top_in_two": "first pick among the true two",
        "covered": "ranges that hold the truth",
        "correlation_decoys_yes": "decoys by correlation",
        "two_way_decoys_yes": "decoys by two-way fixed effects",
    }
    rows = [
        [name.replace("_", " "), *(_percent(row[key]) for key in heads), _ratio(row["median_ratio"])]
        for name, row in {**result["by_situation"], "all but sparse": result["all"]}.items()
    ]
    told = f"{result['structures']} organisations of each situation, {result['all']['decoys']} decoys and"
    told += f" {result['all']['real']} activities that work outside *sparse*."
    return f"{told}\n\n{table(['situation', *heads.values(), 'size, of the true one'], rows)}"


def evidence_cost() -> str:
    """Seconds and memory of all findings with their checks, beside one bare regression, by size."""
    result = json.loads((RESULTS / "evidence_cost.json").read_text(encoding="utf-8"))
    rows = []
    for size in result["sizes"]:
        ours, rival = size["ours"], size["by_hand"]
        rows.append([
            f"{size['sellers']:,}", f"{size['deal_weeks']:,}", f"{ours['seconds']:.2f} / {rival['seconds']:.2f}",
            f"{size['ratio']:.1f}", f"{ours['processor_seconds']:.2f} / {rival['processor_seconds']:.2f}",
            f"{size['processor_ratio']:.1f}", f"{ours['memory_mb']:,} / {rival['memory_mb']:,}",
            f"{ours['growth']:.2f}",
        ])  # fmt: skip
    heads = [
        "sellers", "deal-weeks", "ours / by hand, s", "ratio", "of the processor, s", "its ratio",
        "memory, ours / by hand, MB", "time for a deal-week, of that of the first",
    ]  # fmt: skip
    told = f"{result['sizes'][0]['weeks']} weeks, {result['sizes'][0]['candidates']} activities, one thread."
    return f"{told}\n\n{table(heads, rows)}"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def measured_on() -> str:
    """Where and when each committed result was measured."""
    rows = []
    for file in sorted(RESULTS.glob("*.json")):
        facts = json.loads(file.read_text(encoding="utf-8"))
        if "commit" in facts:
            size = f"{facts['activities']:,} activities, {facts['sellers']:,} sellers" if "activities" in facts else ""
            size = size or (f"{facts['people']:,} sellers a case" if "people" in facts else "")
            where = f"{facts['cores']} cores, {facts['memory_gb']} GB, Python {facts['python']}"
            rows.append([f"`{file.name}`", facts["measured_on"], f"`{facts['commit']}`", facts["seed"], size, where])
    return table(["result", "day", "commit", "seed", "size", "machine"], rows)


def diagnosing() -> str:
    """Each step of a refresh over everybody, and what signs and reasons take of a refill."""
    result = json.loads((RESULTS / "diagnosing.json").read_text(encoding="utf-8"))
    names = {"refill": "the whole ledger counted anew", "noise": "noise measured", "signs": "signs looked for"}
    names |= {"standings": "standings scored", "reasons": "reasons worded"}
    rows = [
        [names[name], f"{step['seconds']:.0f}", f"{step['processor_seconds']:.0f}", f"{step['most_memory_mb']:,}"]
        for name, step in result["steps"].items()
    ]
    ratios = f"{result['seconds_to_refill']:.2f} of the time, {result['memory_to_refill']:.2f} of the memory"
    size = f"{result['sellers']:,} sellers, {result['hias_looked_at']:,} HIAs, {result['activities']:,} activities"
    told = f"\n{size}, {DATABASES[result['database']]}: signs and reasons take {ratios} of the refill.\n"
    return table(["step", "seconds", "of the processor", "most memory, MB"], rows) + told
