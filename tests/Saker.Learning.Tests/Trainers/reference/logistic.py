"""Writes logistic.json: coefficients of penalised logistic regression on easy and hard data.

The reference is Newton's method in 60 digits (mpmath); where the data is well scaled, scikit-learn 1.2 must agree with it, or this fails.

    python3 logistic.py > logistic.json
"""
import json
import numpy as np
from mpmath import mp, mpf, matrix, exp, lu_solve
from sklearn.linear_model import LogisticRegression

mp.dps = 60


def newton(x, y, l2):
    n, k = x.shape
    rows = [[mpf(float(v)) for v in row] + [mpf(1)] for row in x]
    w = matrix(k + 1, 1)
    w[k] = mp.log(mpf(int(y.sum())) / mpf(int(n - y.sum())))
    for _ in range(200):
        g, h = matrix(k + 1, 1), matrix(k + 1, k + 1)
        for i in range(k):
            g[i] = l2 * w[i]
            h[i, i] = mpf(l2)
        for row, label in zip(rows, y):
            p = 1 / (1 + exp(-sum(a * w[i] for i, a in enumerate(row))))
            for i in range(k + 1):
                g[i] += (p - int(label)) * row[i]
                for j in range(k + 1):
                    h[i, j] += p * (1 - p) * row[i] * row[j]
        d = lu_solve(h, -g)
        f0, step = objective(rows, y, w, l2), mpf(1)
        while objective(rows, y, w + step * d, l2) > f0:
            step /= 2
        w += step * d
        if max(abs(v) for v in d) < mpf(10) ** -30 * max(1, max(abs(v) for v in w)):
            return [float(w[i]) for i in range(k)], float(w[k])
    raise RuntimeError("no convergence")


def objective(rows, y, w, l2):
    k = len(w) - 1
    total = mpf(l2) / 2 * sum(w[i] ** 2 for i in range(k))
    for row, label in zip(rows, y):
        m = sum(a * w[i] for i, a in enumerate(row))
        total += mp.log(1 + exp(m)) - int(label) * m
    return total


def case(name, x, y, l2, check):
    x = x.astype("float32").astype("float64")
    coefficients, intercept = newton(x, y, l2)
    if check:
        model = LogisticRegression(C=1 / l2, solver="newton-cg", tol=1e-9, max_iter=10000).fit(x, y)
        assert np.allclose(model.coef_[0], coefficients, rtol=1e-6, atol=1e-8), (name, model.coef_[0], coefficients)
        assert np.allclose(model.intercept_, intercept, rtol=1e-6, atol=1e-8), name
    return {"name": name, "l2": l2, "features": x.tolist(), "target": y.tolist(), "coefficients": coefficients, "intercept": intercept}


rng = np.random.default_rng(5)
n = 50
base = rng.normal(size=(n, 3))
y = (base @ [1.0, -0.7, 0.2] + rng.logistic(size=n) > 0.3).astype(int)
near = base.copy()
near[:, 2] = base[:, 0] * 2 + rng.normal(size=n) * 1e-3
separable = base.copy()
separable[:, 0] = (y * 2 - 1) * (1 + rng.random(n))
cases = [
    case("well scaled", base, y, 1.0, True),
    case("strong penalty", base, y, 25.0, True),
    case("weak penalty", base, y, 0.01, True),
    case("scales from 1e-4 to 1e6, far from 0", base * [1e6, 1e-4, 30] + [5e6, 3, -1e3], y, 1.0, False),
    case("a column twice", np.column_stack([base, base[:, 0]]), y, 1.0, True),
    case("almost dependent columns", near * [1e4, 1, 1e4], y, 1.0, False),
    case("separable, weak penalty", separable, y, 1e-4, False),
]
print(json.dumps(cases))
