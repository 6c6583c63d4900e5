"""Reference values of paired tests: python3 comparisons.py > comparisons.json (Debian python3-scipy 1.10.1)."""
import itertools
import json

import numpy as np
from scipy import stats


def corrected_t(d, ratio, level=0.95):
    d = np.asarray(d, dtype=float)
    j = len(d)
    error = np.sqrt((1 / j + ratio) * d.var(ddof=1))
    t = d.mean() / error
    reach = stats.t.ppf((1 + level) / 2, j - 1) * error
    return {"differences": d.tolist(), "ratio": ratio, "statistic": t, "p": 2 * stats.t.sf(abs(t), j - 1),
            "effect": d.mean(), "low": d.mean() - reach, "high": d.mean() + reach}


def enumerated(d):
    """Every assignment of signs to the ranks of what is not 0."""
    d = np.asarray([x for x in d if x != 0], dtype=float)
    ranks = stats.rankdata(abs(d))
    least = min(ranks[d > 0].sum(), ranks[d < 0].sum())
    sums = [sum(r for r, s in zip(ranks, signs) if s) for signs in itertools.product((0, 1), repeat=len(d))]
    return min(1.0, 2 * np.mean([s <= least + 1e-9 for s in sums]))


def wilcoxon(name, d, how):
    d = np.asarray(d, dtype=float)
    means = np.sort([(d[i] + d[j]) / 2 for i in range(len(d)) for j in range(i, len(d))])
    low = high = None
    if len(d) <= 50:
        counts = np.ones(1)
        for rank in range(1, len(d) + 1):
            grown = np.zeros(len(counts) + rank)
            grown[:len(counts)] += counts
            grown[rank:] += counts
            counts = grown
        below = np.cumsum(counts) / 2.0 ** len(d)
        cut = np.searchsorted(below, 0.025, side="right") - 1
        if cut >= 0:
            low, high = means[cut], means[len(means) - 1 - cut]
    p = enumerated(d) if how == "enumerated" else stats.wilcoxon(d, mode=how).pvalue
    return {"name": name, "differences": d.tolist(), "statistic": float(stats.wilcoxon(d, mode="approx").statistic), "p": float(p),
            "effect": float(np.median(means)), "low": low, "high": high}


def delong(y, a, b):
    y, a, b = np.asarray(y), np.float32(a).astype(float), np.float32(b).astype(float)

    def place(p):
        pos, neg = p[y == 1], p[y == 0]
        psi = np.array([[1.0 if i > j else 0.5 if i == j else 0.0 for j in neg] for i in pos])
        return psi.mean(axis=1), psi.mean(axis=0), psi.mean()

    (a10, a01, auc_a), (b10, b01, auc_b) = place(a), place(b)
    s10, s01 = np.cov(a10, b10), np.cov(a01, b01)
    contrast = np.array([1, -1])
    error = np.sqrt(contrast @ (s10 / len(a10) + s01 / len(a01)) @ contrast)
    z = (auc_a - auc_b) / error
    reach = stats.norm.ppf(0.975) * error
    return {"target": y.tolist(), "candidate": a.tolist(), "champion": b.tolist(), "candidate_auc": auc_a, "champion_auc": auc_b,
            "low": auc_a - auc_b - reach, "high": auc_a - auc_b + reach, "p": 2 * stats.norm.sf(abs(z))}


def mcnemar(b, c, n):
    p1, p2 = (b + 1) / (n + 2), (c + 1) / (n + 2)
    reach = stats.norm.ppf(0.975) * np.sqrt((p1 + p2 - (p1 - p2) ** 2) / (n + 2))
    return {"only_candidate": b, "only_champion": c, "rows": n, "p": 1.0 if b == c else stats.binomtest(min(b, c), b + c, 0.5).pvalue,
            "low": p1 - p2 - reach, "high": p1 - p2 + reach}


rng = np.random.default_rng(6)
y = rng.integers(0, 2, 70)
strong = np.clip(0.4 * y + 0.6 * rng.random(70), 0, 1)
weak = np.clip(0.15 * y + 0.85 * rng.random(70), 0, 1)
print(json.dumps({
    "t_tests": [corrected_t(rng.normal(0.01, 0.02, 5), 0.25), corrected_t(rng.normal(0.0, 0.02, 30), 1 / 9), corrected_t(rng.normal(0.5, 0.1, 10), 0.0), corrected_t([0.3, -0.1], 0.5)],
    "wilcoxon": [
        wilcoxon("five", rng.normal(0.4, 1, 5), "exact"),
        wilcoxon("all one way", rng.random(8) + 0.1, "exact"),
        wilcoxon("twenty", rng.normal(0.3, 1, 20), "exact"),
        wilcoxon("fifty", rng.normal(0.2, 1, 50), "exact"),
        wilcoxon("sixty", rng.normal(0.2, 1, 60), "approx"),
        wilcoxon("eighty with ties and zeros", np.round(rng.normal(0.3, 1, 80) * 2) / 2, "approx"),
        wilcoxon("ties", [1, 1, -1, 2, 2, 2, -3, 4, 4, 5, -5, 6], "enumerated"),
        wilcoxon("ties and zeros", [0, 1, 1, -1, 2, 0, 3, 3, -2, 4, 0, 5], "enumerated"),
    ],
    "delong": [delong(y, strong, weak), delong(y, np.round(strong * 6) / 6, np.round(weak * 4) / 4), delong(y, strong, strong * 0.9 + 0.05 * rng.random(70))],
    "mcnemar": [mcnemar(9, 2, 100), mcnemar(3, 3, 40), mcnemar(0, 6, 50), mcnemar(130, 88, 2000)],
}, indent=1))
