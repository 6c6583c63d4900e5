"""Reference values for the transforms: python3 transforms.py > transforms.json (scikit-learn 1.2.1, pandas 1.5.3, numpy 1.24)."""
import json
import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer, MissingIndicator
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

random = np.random.default_rng(11)
n = 60
train = pd.DataFrame({
    "age": np.round(random.normal(40, 12, n), 1),
    "income": np.round(np.exp(random.normal(8, 1.2, n)), 2),
    "children": random.choice([0, 1, 2, 3], n, p=[0.4, 0.3, 0.2, 0.1]).astype(float),
    "constant": np.full(n, 0.1),
})
train.loc[[3, 17, 30], "income"] = np.nan
train.loc[[5], "children"] = np.nan
contracts = ["month", "year", "two years", "daily", "weekly"]
train["contract"] = random.choice(contracts, n, p=[0.45, 0.25, 0.15, 0.1, 0.05])
train["city"] = random.choice(["Graz", "Linz", "Wien"], n)
train.loc[[7, 8], "city"] = ""
test = pd.DataFrame({
    "age": [0.0, 40.5, -1e6, np.nan, 99.9],
    "income": [np.nan, 1.0, 5000.25, 1e9, 0.0],
    "children": [1.0, np.nan, 2.0, 7.0, 0.0],
    "constant": [0.1, 0.3, np.nan, 0.1, -5.0],
    "contract": ["year", "century", "", "weekly", "month"],
    "city": ["Wien", "", "Ulm", "Graz", "Linz"],
})
numbers = ["age", "income", "children", "constant"]
texts = ["contract", "city"]


def plain(array):
    return [[None if isinstance(v, float) and np.isnan(v) else v for v in row] for row in np.asarray(array).tolist()]


cases = []


def case(steps, columns, names, values):
    cases.append({"steps": steps, "columns": columns, "names": names, "values": plain(values)})


for name, scaler in [("standard", StandardScaler()), ("min_max", MinMaxScaler()), ("robust", RobustScaler())]:
    case([{"transform": "scale", "columns": "numbers", "with": name}], numbers, numbers, scaler.fit(train[numbers]).transform(test[numbers]))

for name in ["median", "mean", "most_frequent"]:
    case([{"transform": "impute", "columns": "numbers", "with": name}], numbers, numbers, SimpleImputer(strategy=name).fit(train[numbers]).transform(test[numbers]))
case([{"transform": "impute", "columns": ["income"], "with": "constant", "value": -1.5}], ["income"], ["income"],
     SimpleImputer(strategy="constant", fill_value=-1.5).fit(train[["income"]]).transform(test[["income"]]))
imputer = SimpleImputer(strategy="median", add_indicator=True).fit(train[numbers])
case([{"transform": "impute", "columns": "numbers", "with": "median", "indicator": True}], numbers,
     numbers + ["income_missing", "children_missing"], imputer.transform(test[numbers]))

imputed = SimpleImputer(strategy="median").fit(train[numbers])
case([{"transform": "impute", "columns": "numbers"}, {"transform": "scale"}], numbers, numbers,
     StandardScaler().fit(imputed.transform(train[numbers])).transform(imputed.transform(test[numbers])))

encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(train[["contract"]])
case([{"transform": "one_hot"}], ["contract"], [f"contract={c}" for c in encoder.categories_[0]], encoder.transform(test[["contract"]]))

limited = OneHotEncoder(handle_unknown="ignore", max_categories=3, sparse_output=False).fit(train[["contract"]])
frequent = [c for c in limited.categories_[0] if c not in limited.infrequent_categories_[0]]
case([{"transform": "one_hot", "max_categories": 3}], ["contract"], [f"contract={c}" for c in frequent] + ["contract=(other)"], limited.transform(test[["contract"]]))

city = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(train[["city"]])
order = [1, 2, 3, 0]  # ours puts missing last
case([{"transform": "one_hot"}], ["city"], ["city=Graz", "city=Linz", "city=Wien", "city=(missing)"], city.transform(test[["city"]])[:, order])

filled = train["city"].replace("", np.nan)
mode = filled.mode()[0]
known = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(filled.fillna(mode).to_frame())
case([{"transform": "impute", "columns": "text", "with": "most_frequent"}, {"transform": "one_hot"}], ["city"], [f"city={c}" for c in known.categories_[0]],
     known.transform(test[["city"]].replace("", mode)))

present = train[train["children"].notna()]
counts = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(present[["children"]])
with_missing = np.hstack([counts.transform(test[["children"]]), test[["children"]].isna().to_numpy().astype(float)])
case([{"transform": "one_hot", "columns": ["children"]}], ["children"], [f"children={int(c)}" for c in counts.categories_[0]] + ["children=(missing)"], with_missing)

ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan).fit(train[["contract"]])
case([{"transform": "ordinal"}], ["contract"], ["contract"], ordinal.transform(test[["contract"]]))

low, high = train["income"].quantile(0.05), train["income"].quantile(0.9)
case([{"transform": "clip", "columns": ["income"], "quantiles": [0.05, 0.9]}], ["income"], ["income"], test[["income"]].clip(low, high))
case([{"transform": "clip", "columns": ["age"], "min": 10, "max": 50}], ["age"], ["age"], test[["age"]].clip(10, 50))

edges = [30, 40.5, 60]
labels = ["< 30", "[30, 40.5)", "[40.5, 60)", ">= 60"]
bins = pd.cut(test["age"], [-np.inf, *edges, np.inf], right=False, labels=labels)
case([{"transform": "bin", "column": "age", "edges": edges, "name": "band"}, {"transform": "drop", "columns": "age"}, {"transform": "ordinal", "columns": "band", "order": labels}],
     ["age"], ["band"], bins.cat.codes.replace(-1, np.nan).astype(float).to_frame())

quantiles = train["income"].quantile([0.25, 0.5, 0.75]).tolist()
codes = pd.cut(test["income"], [-np.inf, *quantiles, np.inf], right=False, labels=False)
labels = [f"< {quantiles[0]!r}", f"[{quantiles[0]!r}, {quantiles[1]!r})", f"[{quantiles[1]!r}, {quantiles[2]!r})", f">= {quantiles[2]!r}"]
case([{"transform": "bin", "column": "income", "count": 4}, {"transform": "keep", "columns": ["income_bin"]}, {"transform": "ordinal", "columns": "income_bin", "order": labels}],
     ["income"], ["income_bin"], codes.astype(float).to_frame())

ratio = test.assign(ratio=test["income"] / test["children"].clip(lower=1))
case([{"transform": "derive", "name": "ratio", "expression": "income / max(children, 1)"}, {"transform": "keep", "columns": ["ratio"]}], ["income", "children"], ["ratio"], ratio[["ratio"]])

print(json.dumps({
    "train": {c: [None if isinstance(v, float) and np.isnan(v) else v for v in train[c].tolist()] for c in train},
    "test": {c: [None if isinstance(v, float) and np.isnan(v) else v for v in test[c].tolist()] for c in test},
    "cases": cases,
}, separators=(",", ":")))
