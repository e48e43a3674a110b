"""Least squares with errors that hold in small samples: HC2 row by row, CR2 by cluster.

CR2 is that of Bell and McCaffrey (2002): residuals of each cluster are scaled so that the variance would be unbiased
were rows alike and independent. With one row a cluster it is HC2. Degrees of freedom are Satterthwaite's, from the
same model.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, stats

from fairway.evidence.pilots.types import Estimate, Numbers, Refused, Whole

SURE = 0.90
SMALLEST = 1e-10
FEWEST_DEGREES = 2  # with fewer an interval says nothing


@dataclass(frozen=True, slots=True)
class Fitted:
    """Coefficients, one for each column, with the covariance and the degrees of freedom of each."""

    coefficients: Numbers
    covariance: Numbers
    degrees: Numbers

    def estimate(self, column: int) -> Estimate:
        error = float(np.sqrt(self.covariance[column, column]))
        return estimate(float(self.coefficients[column]), error, float(self.degrees[column]))


def estimate(value: float, error: float, degrees: float) -> Estimate:
    """A value with the interval of a t distribution."""
    reach = float(stats.t.ppf((1 + SURE) / 2, degrees)) * error
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
    residual = target - block @ coefficients
    scaled = _scaled_rows(block, bread) if of is None else _scaled_clusters(block, bread, of)
    scores = _by_cluster(scaled * residual[:, None], of)
    covariance = bread @ (scores.T @ scores) @ bread
    return Fitted(coefficients, covariance, _degrees(block, bread, scaled, of))


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


def _degrees(block: Numbers, bread: Numbers, scaled: Numbers, of: Whole | None) -> Numbers:
    """Satterthwaite's degrees of freedom of each coefficient: those of the chi-square with the variance's own mean
    and spread, were rows alike and independent. In sums over clusters, never rows by rows.
    """
    found = np.empty(block.shape[1])
    for column in range(block.shape[1]):
        own = scaled @ bread[:, column]
        squares = _by_cluster((own**2)[:, None], of)[:, 0]
        sums = _by_cluster(block * own[:, None], of)
        taken = np.einsum("ij,jk,ik->i", sums, bread, sums)
        crossed = bread @ (sums.T @ sums)
        mean = float((squares - taken).sum())
        spread = float((squares**2).sum() - 2 * (squares * taken).sum() + np.trace(crossed @ crossed))
        found[column] = mean**2 / spread if spread > SMALLEST else np.nan
    return found
