"""Parts of the documentation that are written from the code, between `<!-- generated: name -->` and `<!-- end -->`.

python -m tests.walls.generated     writes them anew; a test fails while they differ
"""

import ast
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence

from tests.walls import bench_tables
from tests.walls.pages import DOCS, ROOT

MARKED = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- end -->)", re.S)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table as GitHub reads it."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def metrics(metric_class: str) -> str:
    """The catalogue's metrics of a class."""
    from fairway.metrics.catalogue_files import catalogue
    from fairway.metrics.describing import rule_in_words
    from fairway.metrics.lags import lag_in_words
    from fairway.metrics.types import Process

    rows = [
        [
            f"`{d.key}`",
            d.name + (f", {d.qualifier}" if d.qualifier else ""),
            "" if d.process is Process.NONE else d.process,
            d.subcategory,
            d.unit,
            f"`{d.objective}`" if d.objective else "",
            "".join(_selectable(d)) if metric_class == "activity" else "",
            lag_in_words(d),
            d.minutes or "",
            f"{d.evidence} {d.gaming_risk} Beside it: `{d.counter_metric}`.",
            " ".join(rule_in_words(d)[:2]),
        ]
        for d in catalogue().values()
        if d.metric_class == metric_class
    ]
    heads = ["key", "name", "process", "sub-category", "unit", "nearest objective", "can be an HIA", "lag", "minutes"]
    heads += ["needs; how it could be gamed", "definition"]
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    return table([heads[place] for place in kept], [[row[place] for place in kept] for row in rows])


def missing() -> str:
    """What of the list cannot be counted, and what comes nearest."""
    from fairway.metrics.catalogue_files import missing_metrics

    rows = [
        [m.catalogue_id, m.name, m.metric_class, m.needs, f"`{m.instead}`" if m.instead else ""]
        for m in missing_metrics()
    ]
    return table(["", "metric", "class", "what is missing", "nearest today"], rows)


def _selectable(definition: object) -> Iterator[str]:
    from fairway.plans.rules import require_selectable
    from fairway.plans.types import Refused

    try:
        require_selectable(definition)  # type: ignore[arg-type]
    except Refused as refusal:
        is_share = "is a share" in refusal.reason
        yield "no, a share" if is_share else "no, good order" if "good order" in refusal.reason else "no, raw volume"
    else:
        yield "yes"


def fields() -> str:
    """What a definition may ask about each kind of record."""
    from fairway.metrics.fields import DATES, FIELDS

    rows = []
    for records, known in FIELDS.items():
        by_kind: dict[str, list[str]] = {}
        for name, source in known.items():
            by_kind.setdefault(source.kind, []).append(f"`{name}`")
        days = ", ".join(f"`{name}`" for name in DATES[records])
        shown = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in by_kind.items())
        rows.append([f"`{records}`", days, shown])
    return table(["records", "days (`date`), the usual one first", "fields"], rows)


def rules() -> str:
    """The named rules a definition must keep."""
    from fairway.metrics.rules import RULES

    return "".join(f"- {rule.__name__.replace('_', ' ').capitalize()}.\n" for rule in RULES)


def kept() -> str:
    """What is kept about a person."""
    from fairway.desk.retention import DATA_KEPT

    return table(
        ["what", "why", "who sees it", "how long"], [[k.what, k.why, k.seen_by, k.how_long] for k in DATA_KEPT]
    )


def access() -> str:
    """Which relation opens which facet."""
    from fairway.people.access import OPEN_TO
    from fairway.people.types import Facet, Relation

    shown = [relation for relation in Relation if relation is not Relation.NONE]
    heads = {"self": "the person", "manager": "direct manager", "above": "managers above"}
    rows = [[f.replace("_", " "), *("yes" if f in OPEN_TO[relation] else "" for relation in shown)] for f in Facet]
    return table(["", *(heads.get(relation, relation) for relation in shown)], rows)


def rooms() -> str:
    """Every room, high to low, in its own words."""
    package = ROOT / "src" / "fairway"
    layers = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("layers = [")[1].split("]")[0]
    found = ""
    for name in re.findall(r"fairway\.(\w+)", layers):
        says = ast.get_docstring(ast.parse((package / name / "__init__.py").read_text(encoding="utf-8"))) or ""
        found += f"### {name}\n\n" + "\n".join(" ".join(part.split()) + "\n" for part in says.split("\n\n")) + "\n"
    return found


def owners() -> str:
    """Who may take on which likely reason, and when it is looked at."""
    from fairway.commitments.owning import cares

    heads = ["likely reason", "who may take it on", "first thing proposed", "looked at after"]
    return table(
        heads,
        [
            [
                care.words,
                " and ".join(care.owners) + " together" if care.is_together else ", ".join(care.owners),
                care.interventions[0].what,
                f"{care.check_after_days} days",
            ]
            for care in cares().values()
        ],
    )


def session_kinds() -> str:
    """How often each kind of session is held, how long it takes, and its parts."""
    from fairway.coaching.kinds import kinds

    heads = ["kind", "every", "minutes", "parts"]
    return table(
        heads,
        [
            [
                kind.name,
                f"{kind.every_days} days",
                f"{kind.minutes}",
                ", ".join(f"{part.replace('_', ' ')} {minutes}" for part, minutes in kind.parts.items()),
            ]
            for kind in kinds().values()
        ],
    )


def false_alarms() -> str:
    """Rates on people who are on target, measured by bench/status.py."""
    return _alarms("false_alarms")


def beyond() -> str:
    """The same where the rule's assumptions do not hold, with a sentence before it; nothing until it was measured."""
    told = _alarms("beyond_assumptions")
    return told and f"And where the rule's assumptions do not hold:\n\n{told}"


def _alarms(name: str) -> str:
    rows = [
        [_spelled(case), _share(cell["ours"]), _share(cell["fixed_rule"]), f"{cell['seller_weeks']:,.0f}"]
        for case, cell in _status_results().get(name, {}).items()
    ]
    heads = ["weeks of somebody on target", "called behind by us", "by the fixed rule", "seller-weeks simulated"]
    return table(heads, rows) if rows else ""


def detection() -> str:
    """How often a halved activity is found within three weeks."""
    parts = {
        "ours": "ours",
        "best_exact": "best exact test, one look",
        "best_randomised": "the same with a coin",
        "best_each_week": "best exact test, each week",
        "fixed_rule": "fixed rule",
    }
    found = _status_results()["detection"]
    shown = {part: head for part, head in parts.items() if all(part in cell for cell in found.values())}
    rows = [[_spelled(case), *(_share(cell[part]) for part in shown)] for case, cell in found.items()]
    return table(["target, number of HIAs", *shown.values()], rows)


def _spelled(case: str) -> str:
    return re.sub(r"\b1 HIAs", "1 HIA", case)


def lines() -> str:
    """The highest sums that are called behind, for one activity in full weeks."""
    from fairway.execution.plausibility import LONG_LOOKS, SHORT_LOOKS, lines_for
    from fairway.execution.status import FEWEST_UNSUPPORTED, LINES_AT

    looks = [look for look in (*SHORT_LOOKS, *LONG_LOOKS) if look >= FEWEST_UNSUPPORTED]
    rows = []
    for target in (2, 3, 4, 5, 6, 8, 10):
        found = lines_for((float(target),) * max(looks), LINES_AT, 1.0, FEWEST_UNSUPPORTED)
        rows.append([target, *(found.get(look, "") for look in looks)])
    return table(["target a week", *(f"{look} weeks" for look in looks)], rows)


def _status_results() -> dict[str, dict[str, dict[str, float]]]:
    results: dict[str, dict[str, dict[str, float]]] = json.loads(
        (ROOT / "bench" / "results" / "status.json").read_text(encoding="utf-8")
    )
    return results


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


WRITERS: dict[str, Callable[[], str]] = {
    "metrics-activity": lambda: metrics("activity"),
    "metrics-objective": lambda: metrics("objective"),
    "metrics-result": lambda: metrics("result"),
    "metrics-missing": missing,
    "fields": fields,
    "rules": rules,
    "kept": kept,
    "access": access,
    "rooms": rooms,
    "owners": owners,
    "session-kinds": session_kinds,
    "false-alarms": false_alarms,
    "beyond": beyond,
    "lines": lines,
    "detection": detection,
    "bench-results": bench_tables.measured_on,
    "bench-board": bench_tables.board,
    "bench-statements": bench_tables.statements,
    "bench-leading": bench_tables.leading,
    "bench-fill": bench_tables.fill,
    "bench-compared": bench_tables.compared_by_hand,
    "bench-oracle": bench_tables.oracle,
    "bench-suggesting": bench_tables.suggesting,
    "why": bench_tables.why,
    "bench-evidence": bench_tables.evidence,
    "bench-evidence-cost": bench_tables.evidence_cost,
    "bench-diagnosing": bench_tables.diagnosing,
}


def written_anew(text: str) -> str:
    """The page with its generated parts as the code has them now."""
    return MARKED.sub(lambda match: match[1] + "\n" + WRITERS[match["name"]]() + "\n" + match[4], text)


def main() -> None:
    os.environ["FAIRWAY_HOME"] = tempfile.mkdtemp()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.project.settings")
    import django

    django.setup()
    for page in sorted(DOCS.rglob("*.md")):
        before = page.read_text(encoding="utf-8")
        after = written_anew(before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"{page.relative_to(ROOT)}: written anew")


if __name__ == "__main__":
    main()
