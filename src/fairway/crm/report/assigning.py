"""The best way to give each meaning to one column: the assignment with the greatest sum of scores."""

from collections.abc import Sequence
from math import inf


def best_assignment(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row the column it gets, or None; no column twice. `scores[row][column]`, nothing below or at 0
    is given.

    The Hungarian method with potentials (Kuhn 1955, in the form of Jonker and Volgenant 1987); time grows with the
    square of the rows times the columns.
    """
    rows = len(scores)
    if not rows or not scores[0]:
        return [None] * rows
    columns = len(scores[0])
    # A row of its own for each spare column lets a row stay without one at no cost.
    cost = [[-max(score, 0.0) for score in line] + [0.0] * rows for line in scores]
    owner = _matched(cost, rows, columns + rows)
    given: list[int | None] = [None] * rows
    for column in range(columns):
        row = owner[column + 1] - 1
        if row >= 0 and scores[row][column] > 0:
            given[row] = column
    return given


def _matched(cost: Sequence[Sequence[float]], rows: int, columns: int) -> list[int]:
    """For each column, counted from 1, the row that owns it, counted from 1; 0 for none."""
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        place = 0
        least = [inf] * (columns + 1)
        seen = [False] * (columns + 1)
        while owner[place]:
            seen[place] = True
            here, step, following = owner[place], inf, 0
            for column in range(1, columns + 1):
                if seen[column]:
                    continue
                reduced = cost[here - 1][column - 1] - row_price[here] - column_price[column]
                if reduced < least[column]:
                    least[column], way[column] = reduced, place
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if seen[column]:
                    row_price[owner[column]] += step
                    column_price[column] -= step
                else:
                    least[column] -= step
            place = following
        while place:
            owner[place], place = owner[way[place]], way[place]
    return owner
