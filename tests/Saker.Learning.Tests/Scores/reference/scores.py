"""Writes scores.json: scores of fixed predictions by scikit-learn 1.2 and, for DeLong's variance, by the definition with double loops.

    python3 scores.py > scores.json
"""
import json
import numpy as np
from sklearn.metrics import (accuracy_score, average_precision_score, brier_score_loss, confusion_matrix, f1_score,
                             log_loss, precision_score, recall_score, roc_auc_score)


def delong(y, p):
    """Placement values as in the paper: psi = 1, 1/2 or 0 for each pair."""
    pos, neg = p[y == 1], p[y == 0]
    psi = np.array([[1.0 if a > b else 0.5 if a == b else 0.0 for b in neg] for a in pos])
    v10, v01 = psi.mean(axis=1), psi.mean(axis=0)
    return float(np.sqrt(v10.var(ddof=1) / len(pos) + v01.var(ddof=1) / len(neg)))


def calibration_error(y, p, bins=10):
    bin_of = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[bin_of == b].mean() - y[bin_of == b].mean()) * (bin_of == b).mean() for b in range(bins) if (bin_of == b).any()))


def best(y, p, score):
    """The best value over all distinct thresholds."""
    return float(max(score(y, p >= t) for t in np.unique(p)))


def case(name, y, p, threshold):
    p = np.asarray(p, dtype="float32").astype("float64")
    y = np.asarray(y)
    label = p >= np.float64(np.float32(threshold))
    tn, fp, fn, tp = confusion_matrix(y, label, labels=[0, 1]).ravel()
    return {
        "name": name, "target": y.tolist(), "probability": p.tolist(), "threshold": threshold,
        "roc_auc": roc_auc_score(y, p), "pr_auc": average_precision_score(y, p),
        "log_loss": log_loss(y, p, eps=float(np.finfo("float64").eps)), "brier": brier_score_loss(y, p),
        "accuracy": accuracy_score(y, label), "f1": f1_score(y, label, zero_division=0),
        "precision": precision_score(y, label, zero_division=0), "recall": recall_score(y, label, zero_division=0),
        "expected_calibration_error": calibration_error(y, p), "standard_error": delong(y, p),
        "confusion": [int(tn), int(fp), int(fn), int(tp)],
        "best_f1": best(y, p, lambda a, b: f1_score(a, b, zero_division=0)),
        "best_accuracy": best(y, p, accuracy_score),
        "best_youden": best(y, p, lambda a, b: recall_score(a, b) + recall_score(a, b, pos_label=0) - 1),
    }


rng = np.random.default_rng(20)
signal = rng.integers(0, 2, 60)
noisy = np.clip(0.3 * signal + rng.random(60) * 0.7, 0, 1)
cases = [
    case("distinct", signal, noisy, 0.5),
    case("ties", signal, np.round(noisy * 8) / 8, 0.375),
    case("few values", rng.integers(0, 2, 40), rng.integers(0, 3, 40) / 2, 0.5),
    case("all the same", [0, 1, 1, 0, 1, 0, 0], [0.25] * 7, 0.5),
    case("perfect, with 0 and 1", [0, 0, 1, 1, 0, 1], [0, 0.1, 1, 0.9, 0.2, 0.8], 0.5),
    case("certain and wrong", [1, 0, 0, 1, 1], [0, 1, 0.5, 1, 0.25], 0.7),
    case("rare positives", (np.arange(80) % 20 == 3).astype(int), rng.random(80) * 0.4, 0.3),
]
print(json.dumps(cases, indent=1))
