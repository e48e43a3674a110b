"""Least squares with errors that hold in small samples: HC2 row by row, CR2 by cluster.

CR2 is that of Bell and McCaffrey (2002): residuals of each cluster are scaled so that the variance would be unbiased
were rows alike and independent. With one row a cluster it is HC2. Degrees of freedom are Satterthwaite's, from the
same model.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import linalg
from scipy.special import stdtrit

from fairway.evidence.pilots.types import Estimate, Numbers, Refused, Whole

SURE = 0.90
SMALLEST = 1e-10
FEWEST_DEGREES = 2  # with fewer an interval says nothing


@dataclass(frozen=True)
class Fitted:
    """A regression with its coefficients, one for each column. How sure each is is worked out when it is asked for:
    drawing again asks for coefficients alone, hundreds of times.
    """

    block: Numbers
    bread: Numbers
    residual: Numbers
    of: Whole | None
    coefficients: Numbers

    @cached_property
    def scaled(self) -> Numbers:
        """Rows, multiplied by what makes their residuals as large as their errors."""
        if self.of is None:
            return _scaled_rows(self.block, self.bread)
        return _scaled_clusters(self.block, self.bread, self.of)

    @cached_property
    def covariance(self) -> Numbers:
        """Of the coefficients."""
        scores = _by_cluster(self.scaled * self.residual[:, None], self.of)
        return np.asarray(self.bread @ (scores.T @ scores) @ self.bread, dtype=float)

    def estimate(self, column: int) -> Estimate:
        """One coefficient with its interval."""
        error = float(np.sqrt(self.covariance[column, column]))
        return estimate(float(self.coefficients[column]), error, _degrees(self, column))


def estimate(value: float, error: float, degrees: float) -> Estimate:
    """A value with the interval of a t distribution."""
    reach = float(stdtrit(degrees, (1 + SURE) / 2)) * error
    return Estimate(value, error, degrees, value - reach, value + reach)


def fitted(columns: Numbers, outcome: Numbers, *, weights: Numbers | None = None, of: Whole | None = None) -> Fitted:
    """Regress an outcome of rows on columns (rows, columns). `of` numbers the cluster of each row; without it each
    row is its own. Refused where a column is explained by the others.
    """
    scale = np.ones(len(outcome)) if weights is None else np.sqrt(weights)
    block, target = columns * scale[:, None], outcome * scale
    if np.linalg.matrix_rank(block) < block.shape[1]:
        raise Refused("What is compared does not differ enough between those who take part to be told apart.")
    bread = linalg.inv(block.T @ block)
    coefficients = bread @ (block.T @ target)
    return Fitted(block, bread, target - block @ coefficients, of, coefficients)


def _scaled_rows(block: Numbers, bread: Numbers) -> Numbers:
    leverage = np.einsum("ij,jk,ik->i", block, bread, block)
    return np.asarray(block / np.sqrt(np.maximum(1 - leverage, SMALLEST))[:, None], dtype=float)


def _scaled_clusters(block: Numbers, bread: Numbers, of: Whole) -> Numbers:
    """Rows multiplied by the inverse root of their cluster's part of the residual maker."""
    found = np.zeros_like(block)
    for cluster in np.unique(of):
        rows = of == cluster
        part = np.eye(int(rows.sum())) - block[rows] @ bread @ block[rows].T
        values, vectors = linalg.eigh(part)
        # A direction the columns explain wholly has no residual to scale.
        roots = np.where(values > SMALLEST, 1 / np.sqrt(np.maximum(values, SMALLEST)), 0.0)
        found[rows] = (vectors * roots) @ vectors.T @ block[rows]
    return found


def _by_cluster(values: Numbers, of: Whole | None) -> Numbers:
    if of is None:
        return values
    clusters = np.unique(of, return_inverse=True)[1]
    return np.column_stack([np.bincount(clusters, column) for column in values.T])


def _degrees(fit: Fitted, column: int) -> float:
    """Satterthwaite's degrees of freedom of a coefficient: those of the chi-square with the variance's own mean and
    spread, were rows alike and independent. In sums over clusters, never rows by rows.
    """
    # In parts of the variance itself: of thousands of rows a spread in the outcome's own unit comes near nothing.
    own = fit.scaled @ fit.bread[:, column] / np.sqrt(fit.bread[column, column])
    squares = _by_cluster((own**2)[:, None], fit.of)[:, 0]
    sums = _by_cluster(fit.block * own[:, None], fit.of)
    taken = np.einsum("ij,jk,ik->i", sums, fit.bread, sums)
    crossed = fit.bread @ (sums.T @ sums)
    mean = float((squares - taken).sum())
    spread = float((squares**2).sum() - 2 * (squares * taken).sum() + np.trace(crossed @ crossed))
    return mean**2 / spread if spread > SMALLEST else float("nan")
