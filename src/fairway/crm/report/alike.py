"""Files that name the same columns: exports of one report by month, sheets by seller. What is settled or said about one
of them holds for all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fairway.crm.report.dates import Order
from fairway.crm.report.day_order import Agreed
from fairway.crm.report.planning import TablePlan
from fairway.crm.report.tabling import Table
from fairway.exchange.intake import Answers

PER_FILE = ("day_order", "swapped", "clock", "kind_from", "fill_down", "counts", "role")


def first_alike(tables: Iterable[Table]) -> dict[str, str]:
    """For each file the first that names the same columns; its own name where it is the first."""
    first: dict[tuple[str, ...], str] = {}
    return {table.name: first.setdefault(table.header, table.name) for table in tables}


def spread(answers: Answers, tables: Sequence[Table]) -> Answers:
    """What was answered about the first of several files alike is the answer for the others."""
    said = dict(answers.questions)
    for name, first in first_alike(tables).items():
        for key in PER_FILE:
            if f"{key}:{first}" in answers.questions:
                said.setdefault(f"{key}:{name}", answers.questions[f"{key}:{first}"])
    return replace(answers, questions=said)


def agreed_orders(plans: Sequence[TablePlan]) -> Mapping[str, Agreed]:
    """How days are written in each file that leaves it open and has others beside that name the same columns."""
    groups: dict[tuple[str, ...], list[TablePlan]] = {}
    for plan in plans:
        groups.setdefault(plan.table.header, []).append(plan)
    found: dict[str, Agreed] = {}
    for group in groups.values():
        findings = [finding for plan in group for finding in plan.findings.values()]
        if len(group) < 2 or not any(finding.is_open for finding in findings):
            continue
        certain = Counter(finding.order for finding in findings if not finding.is_open)
        odds = sum(finding.odds for finding in findings if finding.is_open)
        guess = Order.DAY_FIRST if odds >= 0 else Order.MONTH_FIRST
        agreed = Agreed(certain.most_common(1)[0][0] if certain else guess, odds, bool(certain))
        found |= {plan.table.name: agreed for plan in group if any(f.is_open for f in plan.findings.values())}
    return found
