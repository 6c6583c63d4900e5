"""Reference values of drift measures, by scipy: python3 make_drift.py > drift.json (Debian: python3-scipy 1.10)."""
import json
import random
import warnings

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


def pair(name, a, b):
    a, b = np.round(np.asarray(a, float), 6), np.round(np.asarray(b, float), 6)
    ks = stats.ks_2samp(a, b)
    ad = stats.anderson_ksamp([a, b])
    cvm = stats.cramervonmises_2samp(a, b, method="asymptotic")
    return dict(name=name, a=a.tolist(), b=b.tolist(), ks=[ks.statistic, ks.pvalue], ad=[ad.statistic, ad.significance_level],
                cvm=[cvm.statistic, cvm.pvalue], wasserstein=stats.wasserstein_distance(a, b), energy=stats.energy_distance(a, b))


pairs = [
    pair("small, equal sizes", rng.normal(size=12), rng.normal(0.5, 1, size=12)),
    pair("small, other sizes", rng.normal(size=7), rng.normal(0.3, 2, size=19)),
    pair("sizes with a common divisor", rng.normal(size=60), rng.normal(0.4, 1, size=90)),
    pair("ties", rng.integers(0, 8, size=150), rng.integers(1, 9, size=130)),
    pair("nothing in common", rng.normal(size=40), rng.normal(50, 1, size=45)),
    pair("the same", np.arange(30), np.arange(30)),
    pair("heavy tails", rng.standard_cauchy(size=300), rng.standard_cauchy(size=251) * 1.3),
    pair("no drift", rng.normal(size=800), rng.normal(size=701)),
    pair("much larger numbers", rng.normal(1e9, 1, size=120), rng.normal(1e9 + 0.2, 1, size=77)),
]

# Larger samples are not written: both sides make them by the same formula.
def long(n, m, scale, shift):
    i, j = np.arange(n), np.arange(m)
    a = (i * 7919 % n) / n
    b = (j * 104729 % m) / m * scale + shift
    ks = stats.ks_2samp(a, b)
    return dict(n=n, m=m, scale=scale, shift=shift, ks=[ks.statistic, ks.pvalue], wasserstein=stats.wasserstein_distance(a, b))


longs = [long(9973, 9949, 1.0, 0.012), long(20011, 15013, 1.0, 0.01), long(20011, 15013, 1.02, 0.002), long(30011, 101, 1.0, 0.08), long(30011, 101, 1.0, 0.15),
         long(50021, 400, 1.0, 0.03), long(300007, 200003, 1.0, 0.003), long(300007, 200003, 1.0, 0.0045), long(12007, 11, 1.0, 0.2)]
kstwo = [dict(n=n, d=d, p=float(stats.kstwo.sf(d, n))) for n in (1, 2, 5, 20, 100, 140, 141, 1000, 5000, 99999, 100001, 500000)
         for d in (0.001, 0.002, 0.004, 0.01, 0.03, 0.05, 0.1, 0.12, 0.2, 0.4, 0.6)]


def counts(name, a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    used = (a + b) > 0
    chi = stats.chi2_contingency(np.array([a[used], b[used]]), correction=False)
    p, q = a / a.sum(), b / b.sum()
    fit = stats.chisquare(b, p * b.sum()) if (a > 0).all() else None
    return dict(name=name, a=a.tolist(), b=b.tolist(), chi2=[chi[0], chi[1]], fit=[fit.statistic, fit.pvalue] if fit else None,
                js=float(jensenshannon(a, b)), kl=float(stats.entropy(q, p)) if (a > 0).all() else None,
                hellinger=float(np.sqrt(((np.sqrt(p) - np.sqrt(q)) ** 2).sum() / 2)), tv=float(abs(p - q).sum() / 2))


tables = [counts("two values", [4500, 500], [4250, 750]), counts("five values", [100, 200, 300, 50, 7], [80, 230, 310, 40, 19]), counts("a value is new", [10, 20, 0, 5], [12, 15, 9, 0]),
          counts("far apart", [1000, 1, 1], [1, 1, 1000]), counts("the same shares", [10, 20, 30], [20, 40, 60]), counts("one never occurs", [10, 20, 0], [30, 5, 0])]
fisher = [dict(a=a, n=n, b=b, m=m, p=float(stats.fisher_exact([[a, n - a], [b, m - b]])[1])) for a, n, b, m in ((0, 5000, 3, 5000), (2, 50, 9, 60), (10, 10, 0, 8), (1, 1000, 40, 3000), (500, 9000, 400, 8000))]
rng = np.random.default_rng(11)
samples = [rng.integers(0, 20, size=15).tolist(), rng.integers(2, 22, size=18).tolist(), rng.integers(4, 26, size=11).tolist()]
three = stats.anderson_ksamp(samples)
shuffled = random.Random(12345)
stream = shuffled.choices([0, 1], k=1000) + shuffled.choices(range(4, 8), k=1000)
print(json.dumps(dict(pairs=pairs, longs=longs, kstwo=kstwo, tables=tables, fisher=fisher, three=dict(samples=samples, ad=[three.statistic, three.significance_level]), stream=stream)))
