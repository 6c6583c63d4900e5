"""Drift measures by scipy and numpy.

Takes JSON on the input (see Watching/StatisticsPart.cs and Watching/SpeedPart.cs) and prints JSON. With "pairs" it gives the measures of each pair of arrays, with
"columns" the measures of each pair of files of float64 and the seconds that all of them took, as a user of scipy writes it. Imports, start and reading are not timed.
"""

import json
import sys
import time
import warnings

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon

warnings.simplefilter("ignore")


def measures(pair):
    a, b = np.array(pair["a"]), np.array(pair["b"])
    p, q = np.array(pair["before"]), np.array(pair["after"])
    ks, ad = stats.ks_2samp(a, b), stats.anderson_ksamp([a, b])
    chi = stats.chi2_contingency(np.array([p, q]), correction=False)
    return {
        "ks": float(ks.statistic), "ksP": float(ks.pvalue), "ad": float(ad.statistic), "adP": float(ad.significance_level),
        "chi": float(chi[0]), "chiP": float(chi[1]), "wasserstein": float(stats.wasserstein_distance(a, b)), "jensenShannon": float(jensenshannon(p, q)),
    }


def psi(a, b):
    edges = np.quantile(a, np.arange(1, 10) / 10, method="inverted_cdf")
    left = np.bincount(np.searchsorted(edges, a, side="left"), minlength=10) + 0.5
    right = np.bincount(np.searchsorted(edges, b, side="left"), minlength=10) + 0.5
    left, right = left / left.sum(), right / right.sum()
    return float(((left - right) * np.log(left / right)).sum())


def column(names):
    a, b = np.fromfile(names[0]), np.fromfile(names[1])
    started = time.perf_counter()
    ks = stats.ks_2samp(a, b)
    found = [float(ks.statistic), float(ks.pvalue), psi(a, b), float(stats.wasserstein_distance(a, b) / a.std(ddof=1))]
    return time.perf_counter() - started, found


question = json.load(sys.stdin)
if "pairs" in question:
    print(json.dumps([measures(pair) for pair in question["pairs"]]))
else:
    answers = [column(names) for names in question["columns"]]
    print(json.dumps({"seconds": sum(seconds for seconds, _ in answers), "found": [found for _, found in answers]}))
