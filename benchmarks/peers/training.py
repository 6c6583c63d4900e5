"""The churn cross-validation by scikit-learn and XGBoost's Python package.

Takes a job as JSON on the input (see Training/TrainingJob.cs) and prints its outcome as JSON. Preparation is fitted once per
fold and shared by the three models, as Saker does. Imports and start are not timed; reading the file is.
"""

import json
import sys
import time
import warnings

import numpy
import pandas
import sklearn
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

NUMBERS = ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges", "AverageCharge", "ChargeChange"]
BAND_EDGES = [-numpy.inf, 6, 12, 24, 48, numpy.inf]
PREDICT_ROWS = 200


def read(path):
    rows = pandas.read_csv(path, na_values=["", " ", "NA"], keep_default_na=False)
    return rows.drop(columns=["customerID", "Churn"]), (rows["Churn"] == "Yes").to_numpy().astype(int)


def derive(rows):
    rows = rows.copy()
    rows["AverageCharge"] = rows["TotalCharges"] / rows["tenure"].clip(lower=1)
    rows["ChargeChange"] = rows["MonthlyCharges"] - rows["AverageCharge"]
    rows["TenureBand"] = pandas.cut(rows["tenure"], BAND_EDGES, right=False).astype(str)
    return rows


def preparation(rows):
    text = [name for name in derive(rows.head(1)).columns if name not in NUMBERS]
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
            ("text", OneHotEncoder(handle_unknown="ignore"), text),
        ],
        sparse_threshold=0,
    )
    return make_pipeline(FunctionTransformer(derive), columns)


def models(job):
    threads, seed = job["threads"], job["seed"]
    logistic, forest, boosting = (job["models"][name] for name in ("logistic_regression", "random_forest", "gradient_boosting"))
    return {
        "logistic_regression": lambda: LogisticRegression(C=1 / logistic["l2"], max_iter=int(logistic["max_iterations"])),
        "random_forest": lambda: RandomForestClassifier(
            n_estimators=int(forest["trees"]),
            max_depth=int(forest["max_depth"]),
            max_features=forest["column_sample"],
            min_samples_leaf=int(forest["min_samples_leaf"]),
            n_jobs=threads,
            random_state=seed,
        ),
        "gradient_boosting": lambda: xgboost.XGBClassifier(
            n_estimators=int(boosting["trees"]),
            max_depth=int(boosting["max_depth"]),
            learning_rate=boosting["learning_rate"],
            min_child_weight=boosting["min_child_weight"],
            subsample=boosting["subsample"],
            colsample_bytree=boosting["column_sample"],
            reg_lambda=boosting["l2"],
            tree_method="hist",
            n_jobs=threads,
            random_state=seed,
        ),
    }


def cross_validate(job):
    rows, target = read(job["csv"])
    seconds = dict.fromkeys(models(job), 0.0)
    aucs = {name: [] for name in seconds}
    prepare_seconds = 0.0
    for fold in job["folds"]:
        start = time.perf_counter()
        prepare = preparation(rows)
        train, test = prepare.fit_transform(rows.iloc[fold["train"]]), prepare.transform(rows.iloc[fold["test"]])
        prepare_seconds += time.perf_counter() - start
        for name, create in models(job).items():
            start = time.perf_counter()
            model = create().fit(train, target[fold["train"]])
            probability = model.predict_proba(test)[:, 1]
            aucs[name].append(roc_auc_score(target[fold["test"]], probability))
            seconds[name] += time.perf_counter() - start
    outcomes = {name: {"seconds": seconds[name], "auc": float(numpy.mean(aucs[name]))} for name in seconds}
    return prepare_seconds, outcomes


def predict_latency(job):
    """One row at a time through preparation and boosting, as a Python server would; rows take turns."""
    rows, target = read(job["csv"])
    boosting = models(job)["gradient_boosting"]().set_params(n_jobs=1)
    pipeline = make_pipeline(preparation(rows), boosting).fit(rows, target)
    singles = [rows.iloc[[row]] for row in range(PREDICT_ROWS)]
    times = []
    for single in singles[:20] + singles:
        start = time.perf_counter()
        pipeline.predict_proba(single)
        times.append((time.perf_counter() - start) * 1e6)
    times = sorted(times[20:])
    return {"p50": times[len(times) // 2], "p99": times[int(0.99 * len(times))]}


def main():
    # A fit that stops at its limit of iterations is part of the comparison; saying so per fold is not.
    warnings.simplefilter("ignore", ConvergenceWarning)
    job = json.load(sys.stdin)
    start = time.perf_counter()
    prepare_seconds, outcomes = cross_validate(job)
    answer = {
        "totalSeconds": time.perf_counter() - start,
        "prepareSeconds": prepare_seconds,
        "models": outcomes,
        "predictMicroseconds": predict_latency(job),
        "versions": {"scikit-learn": sklearn.__version__, "xgboost": xgboost.__version__, "numpy": numpy.__version__},
    }
    json.dump(answer, sys.stdout)


main()
