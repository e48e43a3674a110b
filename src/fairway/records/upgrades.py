"""What changed between schemas of the lake, as SQL over the rows before. An added column alone needs no step: list it
in `reading.ADDED_SINCE_FIRST_SCHEMA`. A step belongs to the schema it leads to and names the tables it rewrites.
"""

from collections.abc import Mapping, Sequence

# Per table a SELECT that makes the new schema's rows out of `{rows}`, the earlier one's, `placed_month` among them.
Step = Mapping[str, str]

STEPS: dict[int, Step] = {}


def steps_between(found: int, wanted: int) -> Sequence[Step]:
    """The steps from one schema to a later one, in order; a schema that only added columns has none."""
    return [STEPS[version] for version in range(found + 1, wanted + 1) if version in STEPS]


def upgraded(rows: str, table: str, steps: Sequence[Step]) -> str:
    """SQL that makes today's rows of a table out of those in the lake."""
    for step in steps:
        if table in step:
            rows = f"({step[table].format(rows=rows)})"
    return rows
