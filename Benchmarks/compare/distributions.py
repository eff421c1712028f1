"""Quantile functions of the distributions that the model's files name, and the forms in which kernels use them."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

NORMAL = NormalDist()
Z90 = NORMAL.inv_cdf(0.9)
# Scores beyond this are drawn with a probability of 7e-6 and count as this one in tables.
LARGEST_SCORE = 4.5


class OutOfScope(Exception):
    """The scenario asks for something that this comparison does not model."""


@dataclass(frozen=True)
class Distribution:
    name: str
    parameters: tuple

    @staticmethod
    def of(entry):
        parameters = tuple(float(entry[key]) for key in ("p1", "p2", "p3") if entry.get(key) is not None)
        return Distribution(entry["distribution"], parameters)

    @property
    def is_lognormal(self):
        return self.name == "lognormal"

    @property
    def log_median(self):
        return math.log(self.parameters[0])

    @property
    def log_deviation(self):
        return math.log(self.parameters[1] / self.parameters[0]) / Z90

    @property
    def median(self):
        return float(self.quantile(np.array([0.5]))[0])

    def quantile(self, p):
        """Values at probabilities, an array."""
        p = np.asarray(p, dtype=np.float64)
        if self.name == "fixed":
            return np.full_like(p, self.parameters[0])
        if self.name == "uniform":
            low, high = self.parameters
            return low + p * (high - low)
        if self.name == "triangular":
            low, mode, high = self.parameters
            split = (mode - low) / (high - low)
            below = low + (high - low) * np.sqrt(p * split)
            above = high - (high - low) * np.sqrt((1 - p) * (1 - split))
            return np.where(p < split, below, above)
        if self.name == "lognormal":
            return np.exp(self.log_median + self.log_deviation * np.array([NORMAL.inv_cdf(x) for x in p]))
        if self.name == "pert":
            low, mode, high = self.parameters
            x, cumulative = _beta_cdf((mode - low) / (high - low))
            return low + (high - low) * np.interp(p, cumulative, x)
        raise OutOfScope(f"distribution {self.name}")

    def uniform_table(self, steps):
        """The quantiles at the middles of equal steps of probability."""
        return self.quantile((np.arange(steps) + 0.5) / steps).astype(np.float32)

    def score_table(self, steps):
        """The quantiles at the middles of equal steps of the normal score between ±LARGEST_SCORE."""
        z = ((np.arange(steps) + 0.5) / steps * 2 - 1) * LARGEST_SCORE
        return self.quantile(_normal_cdf(z)).astype(np.float32)

    def score_segments(self, segments, degree):
        """Polynomials of the way through each of equal segments of the normal score between ±LARGEST_SCORE.

        Row k holds the coefficients of power k; least squares on Chebyshev nodes."""
        nodes = 0.5 - 0.5 * np.cos((np.arange(24) + 0.5) / 24 * math.pi)
        rows = []
        for segment in range(segments):
            z = ((segment + nodes) / segments * 2 - 1) * LARGEST_SCORE
            rows.append(np.polynomial.polynomial.polyfit(nodes, self.quantile(_normal_cdf(z)), degree))
        return np.array(rows, dtype=np.float32).T.copy()


def _normal_cdf(z):
    return np.array([0.5 * math.erfc(-x / math.sqrt(2)) for x in z])


_BETA = {}


def _beta_cdf(share):
    """The distribution function of the PERT on the unit interval, of mode `share`, at nodes that are dense at both ends."""
    if share not in _BETA:
        alpha, beta = 1 + 4 * share, 5 - 4 * share
        x = 0.5 - 0.5 * np.cos(np.linspace(0, math.pi, 40_001))
        middle = 0.5 * (x[:-1] + x[1:])
        constant = math.exp(math.lgamma(6) - math.lgamma(alpha) - math.lgamma(beta))

        def density(at):
            return constant * at ** (alpha - 1) * (1 - at) ** (beta - 1)

        pieces = (density(x[:-1]) + 4 * density(middle) + density(x[1:])) * np.diff(x) / 6
        cumulative = np.concatenate([[0.0], np.cumsum(pieces)])
        _BETA[share] = (x, cumulative / cumulative[-1])
    return _BETA[share]
