"""Writes calibration.json: maps fitted by scikit-learn 1.2 and scipy 1.10.

    python3 calibration.py > calibration.json
"""
import json
import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import isotonic_regression

rng = np.random.default_rng(11)
cases = []
for name, n, scale, shift in [("too sure", 400, 2.5, 0.0), ("too unsure and shifted", 300, 0.5, 0.8), ("ties", 500, 1.5, -0.5)]:
    z = rng.normal(0, 1.5, n)
    y = (rng.random(n) < 1 / (1 + np.exp(-z))).astype(int)
    p = 1 / (1 + np.exp(-(scale * z + shift)))
    p = np.round(p * 20) / 20 if name == "ties" else p
    p = np.clip(p, 0, 1).astype("float32").astype("float64")
    held = np.clip(p, 1e-7, 1 - 1e-7)
    odds = np.log(held / (1 - held))
    a, b = _sigmoid_calibration(odds, y)
    loss = lambda s: np.sum(np.logaddexp(0, s * odds) - y * s * odds)
    x = np.unique(p)
    weight = np.array([(p == v).sum() for v in x], float)
    mean = np.array([y[p == v].mean() for v in x])
    cases.append({"name": name, "target": y.tolist(), "probability": p.tolist(), "slope": -a, "shift": -b,
                  "inverse_temperature": minimize_scalar(loss, bounds=(1e-3, 50), method="bounded", options={"xatol": 1e-12}).x,
                  "values": mean.tolist(), "weights": weight.tolist(), "pooled": isotonic_regression(mean, sample_weight=weight).tolist()})
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
