"""Writes tasks.json: scores of fixed predictions of every task by scikit-learn 1.2; where it has none, by the published definition.

    python3 tasks.py > tasks.json
"""
import itertools
import json
import warnings
import numpy as np
from sklearn import metrics as m

warnings.simplefilter("ignore")
rng = np.random.default_rng(31)


def binary(name, y, p, t=0.5):
    y, p = np.asarray(y), np.asarray(p, dtype="float32").astype("float64")
    label = (p >= t).astype(int)
    top = max(1, int(np.ceil(0.1 * len(y) - 1e-9)))
    # Rows of equal probability in equal parts: the mean over many orders of a stable sort, in closed form.
    order = np.sort(p)[::-1]
    cut = order[top - 1]
    above, at = p > cut, p == cut
    hits = y[above].sum() + (top - above.sum()) * y[at].mean()
    return {"task": "binary", "name": name, "target": y.tolist(), "probability": p.tolist(), "threshold": t, "scores": {
        "balanced_accuracy": m.balanced_accuracy_score(y, label), "mcc": m.matthews_corrcoef(y, label), "kappa": m.cohen_kappa_score(y, label),
        "f1": m.f1_score(y, label, zero_division=0), "f2": m.fbeta_score(y, label, beta=2, zero_division=0), "f05": m.fbeta_score(y, label, beta=0.5, zero_division=0),
        "specificity": m.recall_score(y, label, pos_label=0, zero_division=0), "negative_predictive_value": m.precision_score(y, label, pos_label=0, zero_division=0),
        "lift_10": hits / top / y.mean(), "gain_10": hits / y.sum()}}


def multiclass(name, k, y, p, complete=True):
    label = p.argmax(axis=1)
    s = {"accuracy": m.accuracy_score(y, label), "balanced_accuracy": m.balanced_accuracy_score(y, label),
         "mcc": m.matthews_corrcoef(y, label), "kappa": m.cohen_kappa_score(y, label)}
    for average in ["macro", "weighted", "micro"]:
        for score in ["f1", "precision", "recall"]:
            s[f"{score}_{average}"] = getattr(m, f"{score}_score")(y, label, average=average, zero_division=0)
    s["log_loss"] = m.log_loss(y, p, labels=range(k), eps=float(np.finfo("float64").eps))
    s["top_2_accuracy"] = m.top_k_accuracy_score(y, p, k=2, labels=range(k))
    if k > 3:
        s["top_3_accuracy"] = m.top_k_accuracy_score(y, p, k=3, labels=range(k))
    if complete:
        s["roc_auc_ovr"] = m.roc_auc_score(y, p, multi_class="ovr")
        s["roc_auc_ovr_weighted"] = m.roc_auc_score(y, p, multi_class="ovr", average="weighted")
        s["roc_auc_ovo"] = m.roc_auc_score(y, p, multi_class="ovo")
    return {"task": "multiclass", "name": name, "classes": k, "target": y.tolist(), "predicted": label.tolist(), "probabilities": p.ravel().tolist(), "scores": s}


def multilabel(name, y, v):
    p = (v >= 0.5).astype(int)
    s = {"subset_accuracy": m.accuracy_score(y, p), "hamming_loss": m.hamming_loss(y, p)}
    for average in ["samples", "macro", "micro"]:
        s[f"jaccard_{average}"] = m.jaccard_score(y, p, average=average, zero_division=0)
    for average in ["samples", "macro", "micro", "weighted"]:
        s[f"f1_{average}"] = m.f1_score(y, p, average=average, zero_division=0)
    for average in ["macro", "micro"]:
        s[f"precision_{average}"] = m.precision_score(y, p, average=average, zero_division=0)
        s[f"recall_{average}"] = m.recall_score(y, p, average=average, zero_division=0)
    s["roc_auc_macro"] = m.roc_auc_score(y, v, average="macro")
    s["ranking_precision"] = m.label_ranking_average_precision_score(y, v)
    return {"task": "multilabel", "name": name, "labels": y.shape[1], "target": y.ravel().tolist(), "predicted": p.ravel().tolist(), "values": v.ravel().tolist(), "scores": s}


def regression(name, y, p):
    y, p = np.asarray(y, float), np.asarray(p, float)
    size = np.abs(y) + np.abs(p)
    s = {"rmse": m.mean_squared_error(y, p, squared=False), "mse": m.mean_squared_error(y, p), "mae": m.mean_absolute_error(y, p),
         "median_absolute_error": m.median_absolute_error(y, p), "r2": m.r2_score(y, p), "explained_variance": m.explained_variance_score(y, p),
         "mape": m.mean_absolute_percentage_error(y, p), "smape": float(np.mean(np.where(size > 0, 2 * np.abs(y - p) / np.where(size > 0, size, 1), 0))),
         "max_error": m.max_error(y, p), "pinball_10": m.mean_pinball_loss(y, p, alpha=0.1), "pinball_90": m.mean_pinball_loss(y, p, alpha=0.9),
         "bias": float(abs(np.mean(p - y)))}
    if (y >= 0).all() and (p >= 0).all():
        s["rmsle"] = m.mean_squared_log_error(y, p, squared=False)
    return {"task": "regression", "name": name, "target": y.tolist(), "prediction": p.tolist(), "scores": s}


def orders(score):
    """Every order of the rows in which the scores do not rise."""
    groups = [np.flatnonzero(score == v) for v in sorted(set(score), reverse=True)]
    for parts in itertools.product(*[itertools.permutations(g) for g in groups]):
        yield np.concatenate(parts)


def ranking(name, queries):
    each = {key: [] for key in ["ndcg", "ndcg_5", "ndcg_10", "map", "mrr", "precision_5", "precision_10", "recall_5", "recall_10"]}
    for relevance, score in queries:
        hit = relevance > 0
        for key, k in [("ndcg", None), ("ndcg_5", 5), ("ndcg_10", 10)]:
            each[key].append(m.ndcg_score([relevance], [score], k=k))
        each["map"].append(m.average_precision_score(hit, score) if hit.any() else 0)
        means = []
        for order in orders(score):
            found = hit[order]
            first = 1 / (np.flatnonzero(found)[0] + 1) if found.any() else 0
            total = max(found.sum(), 1)
            means.append([first, found[:5].sum() / 5, found[:10].sum() / 10, found[:5].sum() / total, found[:10].sum() / total])
        for key, value in zip(["mrr", "precision_5", "precision_10", "recall_5", "recall_10"], np.mean(means, axis=0)):
            each[key].append(value)
    return {"task": "ranking", "name": name, "query": [f"q{i}" for i, (r, _) in enumerate(queries) for _ in r],
            "relevance": [float(x) for r, _ in queries for x in r], "score": [float(x) for _, s in queries for x in s],
            "scores": {key: float(np.mean(values)) for key, values in each.items()}}


def clustering(name, x, clusters, groups):
    s = {"silhouette": m.silhouette_score(x, clusters), "davies_bouldin": m.davies_bouldin_score(x, clusters), "calinski_harabasz": m.calinski_harabasz_score(x, clusters),
         "adjusted_rand": m.adjusted_rand_score(groups, clusters), "normalized_information": m.normalized_mutual_info_score(groups, clusters),
         "homogeneity": m.homogeneity_score(groups, clusters), "completeness": m.completeness_score(groups, clusters), "fowlkes_mallows": m.fowlkes_mallows_score(groups, clusters)}
    return {"task": "clustering", "name": name, "columns": x.shape[1], "features": x.ravel().tolist(), "clusters": clusters.tolist(), "groups": groups.tolist(), "scores": s}


def probabilities(n, k, y, sharp=1.0):
    p = rng.random((n, k)) + sharp * np.eye(k)[y]
    return p / p.sum(axis=1, keepdims=True)


y2 = rng.integers(0, 2, 70)
y3, y5 = rng.integers(0, 3, 60), np.r_[np.arange(5), rng.integers(0, 5, 75)]
missing = np.where(rng.integers(0, 3, 40) == 2, 1, rng.integers(0, 2, 40))
tied = np.full((30, 3), 0.25) + 0.25 * np.eye(3)[rng.integers(0, 3, 30)]
labels = rng.integers(0, 2, (50, 4))
values = np.clip(0.4 * labels + 0.6 * rng.random((50, 4)), 0, 1)
sparse = (rng.random((40, 3)) < 0.15).astype(int)
sparse[0] = [1, 1, 1]
x = np.r_[rng.normal(0, 1, (20, 2)), rng.normal(3, 1, (25, 2)), rng.normal([0, 5], 0.5, (15, 2))]
g = np.repeat([0, 1, 2], [20, 25, 15])
price = rng.gamma(2, 50, 80)
cases = [
    binary("distinct", y2, np.clip(0.3 * y2 + 0.7 * rng.random(70), 0, 1)),
    binary("ties", y2, np.round(np.clip(0.3 * y2 + 0.7 * rng.random(70), 0, 1) * 4) / 4),
    binary("nothing called positive", y2, rng.random(70) * 0.4),
    binary("all called positive", y2, 0.6 + rng.random(70) * 0.4),
    multiclass("three classes", 3, y3, probabilities(60, 3, y3)),
    multiclass("five classes", 5, y5, probabilities(80, 5, y5, 0.3)),
    multiclass("a class that no answer has", 3, missing, probabilities(40, 3, missing), complete=False),
    multiclass("ties", 3, np.r_[0, 1, 2, rng.integers(0, 3, 27)], tied),
    multilabel("four labels", labels, values),
    multilabel("few labels", sparse, rng.random((40, 3)) * 0.6 + 0.3 * sparse),
    regression("prices", price, price * rng.lognormal(0, 0.3, 80)),
    regression("with zeros and signs", np.r_[0, 0, rng.normal(0, 3, 41)], np.r_[0, 1, rng.normal(0, 3, 41)]),
    regression("a target that does not vary", [2.0] * 6, [2.0, 2.1, 1.9, 2.0, 2.3, 2.0]),
    regression("a target that does not vary and is met", [2.0] * 6, [2.0] * 6),
    ranking("graded, distinct", [(rng.integers(0, 4, 12).astype(float), rng.permutation(12).astype(float)) for _ in range(6)]),
    ranking("ties, short and irrelevant", [(rng.integers(0, 2, 7).astype(float), rng.integers(0, 3, 7).astype(float)) for _ in range(5)] + [(np.zeros(4), np.arange(4.0)), (np.array([0.0, 3, 0, 1]), np.ones(4))]),
    clustering("good", x, np.where(rng.random(60) < 0.1, (g + 1) % 3, g), g),
    clustering("random", x, rng.integers(0, 4, 60), g),
    clustering("one row alone", x, np.r_[5, rng.integers(0, 2, 59)], g),
]
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
