"""Sales floors with known truth: sessions follow bad weeks, and what they add is planted."""

import numpy as np

from fairway.coaching.effect import Course


def floor_of(seed: int, *, sellers: int = 8, weeks: int = 52, adds: float = 0.0, lasts: int = 4) -> list[Course]:
    """Two activities a seller with a level of their own and weeks that hang together. Every second week, as a rule, the
    activity that was lowest over three weeks is talked about where it was below what was agreed; for `lasts` weeks
    after, `adds` is added to what is done.
    """
    rng, agreed = np.random.default_rng(seed), 5
    level = np.clip(rng.normal(0.8, 0.2, (sellers, 1)) + rng.normal(0, 0.15, (sellers, 2)), 0.2, 1.3)
    done, talks = np.zeros((sellers, 2, weeks)), np.zeros((sellers, 2, weeks), dtype=bool)
    mood, last = np.zeros((sellers, 2)), np.full((sellers, 2), -99)
    for week in range(weeks):
        mood = 0.3 * mood + rng.normal(0, 0.15, (sellers, 2))
        is_behind = (week > last) & (week - last <= lasts)
        done[:, :, week] = rng.poisson(np.clip(level + mood + adds * is_behind, 0.02, None) * agreed) / agreed
        for seller in range(sellers):
            if week >= 3 and (week + seller) % 2 == 0 and rng.random() < 0.85:
                before = done[seller, :, week - 3 : week].mean(axis=1)
                lowest = int(before.argmin())
                if before[lowest] < 1:
                    talks[seller, lowest, week], last[seller, lowest] = True, week
    return [
        Course(seller, done[seller, activity].tolist(), talks[seller, activity].tolist())
        for seller in range(sellers)
        for activity in range(2)
    ]
