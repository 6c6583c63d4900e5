"""Writes bootstrap.json: intervals by scipy 1.10 with so many resamples that the seed hardly matters.

    python3 bootstrap.py > bootstrap.json
"""
import json
import numpy as np
from scipy.stats import bootstrap

rng = np.random.default_rng(7)
cases = []
for name, sample in [("skewed", rng.exponential(2.0, 40)), ("symmetric", rng.normal(5, 2, 60))]:
    for method in ["percentile", "BCa"]:
        for title, statistic in [("mean", np.mean), ("deviation", lambda x, axis=-1: np.std(x, axis=axis))]:
            found = bootstrap((sample,), statistic, n_resamples=200_000, method=method, batch=5_000, random_state=1).confidence_interval
            cases.append({"name": f"{name} {title} {method}", "method": method, "statistic": title, "sample": sample.tolist(),
                          "low": float(found.low), "high": float(found.high)})
print(json.dumps(cases, indent=1))
