"""Writes trees.json: what python3-xgboost 1.7 predicts after training on the same rows with the same parameters.

The forest is grown there in one round of parallel trees; Saker grows it tree by tree on the same gradients.

    python3 trees.py > trees.json
"""
import json
import numpy as np
import xgboost

rng = np.random.default_rng(11)
x = rng.normal(size=(150, 5)).astype("float32")
x[:, 3] = np.round(x[:, 3])
x[:, 4] = 7
y = (x[:, 0] + x[:, 1] * x[:, 2] + rng.normal(size=150) * 0.5 > 0).astype("float32")
x[rng.random(x.shape) < 0.05] = np.nan
train = xgboost.DMatrix(x[:100], y[:100])
new = xgboost.DMatrix(x)


def predict(parameters, rounds):
    booster = xgboost.train({"tree_method": "hist", "nthread": 1, **parameters}, train, rounds)
    return [float(p) for p in booster.predict(new)]


boosting = {"objective": "binary:logistic", "base_score": float(np.float32(y[:100].mean())), "learning_rate": 0.1, "reg_lambda": 2}
forest = {"objective": "reg:squarederror", "base_score": 0, "learning_rate": 1, "reg_lambda": 0, "num_parallel_tree": 20, "subsample": 0.632}
print(json.dumps({
    "features": [[None if np.isnan(v) else float(v) for v in row] for row in x],
    "target": [int(v) for v in y],
    "train_rows": 100,
    "boosting": predict({**boosting, "max_depth": 4, "min_child_weight": 0.5}, 25),
    "boosting_sampled": predict({**boosting, "max_depth": 3, "subsample": 0.7, "colsample_bytree": 0.6, "gamma": 0.1, "seed": 7}, 25),
    "forest": predict({**forest, "max_depth": 6, "min_child_weight": 3, "colsample_bynode": 0.5, "seed": 7}, 1),
}))
