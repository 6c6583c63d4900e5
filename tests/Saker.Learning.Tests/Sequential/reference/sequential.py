"""Reference values of sequential tests, by scipy: python3 sequential.py > sequential.json (Debian: python3-scipy 1.10)."""
import json

import numpy as np
from scipy import optimize, special, stats

rng = np.random.default_rng(8)


def normaliser(candidates, controls, hits, odds):
    """ln E[odds^x], x hypergeometric, by summing over all of its values."""
    x = np.arange(max(0, hits - controls), min(hits, candidates) + 1)
    return float(special.logsumexp(stats.hypergeom(candidates + controls, hits, candidates).logpmf(x) + x * np.log(odds)))


blocks = [(1, 1, 1), (10, 90, 3), (90, 10, 95), (50, 50, 50), (5, 2000, 40), (2000, 5, 40), (700, 900, 800), (3000, 3000, 3000), (20, 100000, 5000), (5000, 45000, 900)]
normalisers = [dict(candidates=a, controls=b, hits=m, odds=o, log=normaliser(a, b, m, o)) for a, b, m in blocks for o in (0.05, 0.5, 0.98, 1.3, 2.0, 20.0)]


def wilson(hits, count, z):
    share, square = hits / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = z / (1 + square / count) * np.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def welch(control, candidate, level):
    t = stats.ttest_ind(candidate, control, equal_var=False)
    own, other = np.var(candidate, ddof=1) / len(candidate), np.var(control, ddof=1) / len(control)
    freedom = (own + other) ** 2 / (own ** 2 / (len(candidate) - 1) + other ** 2 / (len(control) - 1))
    # scipy's quantile is good to nine digits; the root of its distribution function is exact.
    quantile = optimize.brentq(lambda q: special.betainc(freedom / 2, 0.5, freedom / (freedom + q * q)) - (1 - level), 0.1, 1000, xtol=1e-13)
    effect, reach = np.mean(candidate) - np.mean(control), quantile * np.sqrt(own + other)
    return dict(control=list(control), candidate=list(candidate), level=level, statistic=t.statistic, p=t.pvalue, low=effect - reach, high=effect + reach)


def shares(controls, control_hits, candidates, candidate_hits):
    table = [[candidate_hits, candidates - candidate_hits], [control_hits, controls - control_hits]]
    one, zero = candidate_hits / candidates, control_hits / controls
    chi, p = stats.chi2_contingency(table, correction=False)[:2]
    (low1, high1), (low0, high0) = wilson(candidate_hits, candidates, stats.norm.ppf(0.975)), wilson(control_hits, controls, stats.norm.ppf(0.975))
    return dict(counts=[controls, control_hits, candidates, candidate_hits], z=float(np.sign(one - zero) * np.sqrt(chi)), p=float(p), exact=float(stats.fisher_exact(table)[1]),
                low=float(one - zero - np.hypot(one - low1, high0 - zero)), high=float(one - zero + np.hypot(high1 - one, zero - low0)))


def sequence(hits, count, level):
    """The shares at which a mixture of Beta(1/2, 1/2) has a likelihood ratio below 1 / (1 - level)."""
    def excess(share):
        return special.betaln(hits + 0.5, count - hits + 0.5) - special.betaln(0.5, 0.5) - special.xlogy(hits, share) - special.xlogy(count - hits, 1 - share) + np.log(1 - level)
    top = hits / count
    low = 0.0 if hits == 0 else optimize.brentq(excess, 1e-12, top, xtol=1e-14)
    high = 1.0 if hits == count else optimize.brentq(excess, max(top, 1e-12), 1 - 1e-12, xtol=1e-14)
    return dict(hits=hits, count=count, level=level, low=low, high=high)


def better(first, second):
    """The chance that a share of Beta(a, b) exceeds one of Beta(c, d)."""
    (a, b), (c, d) = first, second
    x, weights = np.polynomial.legendre.leggauss(400)
    x, weights = (x + 1) / 2, weights / 2
    return dict(first=[a, b], second=[c, d], chance=float(np.sum(weights * stats.beta(a + 1, b - a + 1).pdf(x) * stats.beta(c + 1, d - c + 1).cdf(x))))


print(json.dumps(dict(
    normalisers=normalisers,
    welch=[welch(np.round(rng.normal(0, 1, n), 4), np.round(rng.normal(d, s, m), 4), level)
           for n, m, d, s, level in ((5, 4, 0.5, 2, 0.95), (30, 12, 0, 1, 0.9), (200, 80, 0.2, 1.5, 0.99), (2, 60, 1, 3, 0.95))],
    shares=[shares(*c) for c in ((1000, 10, 1000, 20), (950, 9, 50, 2), (40, 3, 35, 0), (20000, 4100, 21000, 4500), (12, 11, 9, 5))],
    sequences=[sequence(*c) for c in ((0, 50, 0.95), (3, 200, 0.95), (200, 200, 0.95), (480, 1000, 0.99), (90, 100000, 0.95))],
    better=[better(*c) for c in (((48, 1000), (61, 1000)), ((0, 0), (3, 10)), ((500, 10000), (520, 10000)))],
), indent=1))
