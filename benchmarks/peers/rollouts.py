"""What scipy says of two samples and of two shares, looked at once."""
import json
import sys

import numpy as np
from scipy import special, stats


def wilson(hits, count, z):
    share, square = hits / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = z / (1 + square / count) * np.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def answer(question):
    control, candidate = np.asarray(question["control"]), np.asarray(question["candidate"])
    t = stats.ttest_ind(candidate, control, equal_var=False)
    own, other = candidate.var(ddof=1) / len(candidate), control.var(ddof=1) / len(control)
    freedom = (own + other) ** 2 / (own ** 2 / (len(candidate) - 1) + other ** 2 / (len(control) - 1))
    # scipy's quantile is good to nine digits; a step of Newton's method by its own distribution gives the rest.
    quantile = stats.t.ppf(0.975, freedom)
    quantile += (special.betainc(freedom / 2, 0.5, freedom / (freedom + quantile ** 2)) / 2 - 0.025) / stats.t.pdf(quantile, freedom)
    effect, reach = candidate.mean() - control.mean(), quantile * np.sqrt(own + other)

    controls, control_hits, candidates, candidate_hits = question["counts"]
    table = [[candidate_hits, candidates - candidate_hits], [control_hits, controls - control_hits]]
    hits = control_hits + candidate_hits
    difference = candidate_hits / candidates - control_hits / controls
    if hits in (0, controls + candidates):
        z, p = 0.0, 1.0
    else:
        chi, p = stats.chi2_contingency(table, correction=False)[:2]
        z = np.sign(difference) * np.sqrt(chi)
    normal = stats.norm.ppf(0.975)
    low1, high1 = wilson(candidate_hits, candidates, normal)
    low0, high0 = wilson(control_hits, controls, normal)
    share1, share0 = candidate_hits / candidates, control_hits / controls
    return [t.statistic, t.pvalue, effect - reach, effect + reach, z, p,
            difference - np.hypot(share1 - low1, high0 - share0), difference + np.hypot(high1 - share1, share0 - low0),
            stats.fisher_exact(table)[1]]


print(json.dumps([[float(value) for value in answer(question)] for question in json.load(sys.stdin)["questions"]]))
