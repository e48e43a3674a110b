"""Weekly numbers of sellers whose spread is known, made up."""

import numpy as np


def weekly(
    chance: np.random.Generator,
    *,
    teams: np.ndarray,
    weeks: int,
    level: float = 4.0,
    lasting: float = 1.0,
    weekly: float = 2.0,
    memory: float = 0.0,
    of_team: float = 0.0,
    shared: float = 0.0,
) -> np.ndarray:
    """Numbers (sellers, weeks) of a normal with those variances; `teams` numbers each seller's team."""
    people, groups = len(teams), int(teams.max()) + 1

    def series(rows: int) -> np.ndarray:
        found = chance.normal(size=(rows, weeks))
        for week in range(1, weeks):
            found[:, week] = memory * found[:, week - 1] + np.sqrt(1 - memory**2) * found[:, week]
        return found

    own = np.sqrt(of_team) * chance.normal(size=groups)[teams] + np.sqrt(1 - of_team) * chance.normal(size=people)
    noise = np.sqrt(shared) * series(groups)[teams] + np.sqrt(1 - shared) * series(people)
    season = chance.normal(0, 0.5, weeks)
    return level + np.sqrt(lasting) * own[:, None] + np.sqrt(weekly) * noise + season
