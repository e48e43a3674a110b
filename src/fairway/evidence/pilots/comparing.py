"""Those who began against those who waited: difference in means, and the same with a past level taken into account."""

import numpy as np

from fairway.evidence.pilots.regressing import Fitted, fitted
from fairway.evidence.pilots.types import Estimate, Numbers, Whole

BEGAN = 1  # the column that tells who began


def difference(outcome: Numbers, began: Numbers, *, of: Whole | None = None) -> Estimate:
    """Mean of those who began less the mean of the others. `began` is 1 or 0; `of` numbers each one's team where whole
    teams were drawn.
    """
    return compared(outcome, began, of=of).estimate(BEGAN)


def adjusted(
    outcome: Numbers, began: Numbers, past: Numbers, *, of: Whole | None = None, own_slopes: bool = True
) -> Estimate:
    """The same beside what each did before, `past` (people, columns): centred, and with a slope for each side.

    With own slopes never less precise than the difference in means in large samples, whatever the truth (Lin 2013).
    """
    return compared(outcome, began, past, of=of, own_slopes=own_slopes).estimate(BEGAN)


def compared(
    outcome: Numbers,
    began: Numbers,
    past: Numbers | None = None,
    *,
    of: Whole | None = None,
    own_slopes: bool = True,
) -> Fitted:
    """The regression behind both."""
    if past is None:
        return fitted(np.column_stack([np.ones(len(outcome)), began]), outcome, of=of)
    centred = past - past.mean(axis=0)
    own = [centred * began[:, None]] if own_slopes else []
    return fitted(np.column_stack([np.ones(len(outcome)), began, centred, *own]), outcome, of=of)
