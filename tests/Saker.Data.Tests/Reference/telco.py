"""Makes telco.json: /usr/bin/python3 tests/Saker.Data.Tests/Reference/telco.py > tests/Saker.Data.Tests/Reference/telco.json"""
import json
import pandas as pd

rows = pd.read_csv("examples/churn/data/telco_churn.csv", na_values=[" "], keep_default_na=False)
numbers = {}
for name in ["tenure", "MonthlyCharges", "TotalCharges", "SeniorCitizen"]:
    column = rows[name].dropna().astype(float)
    numbers[name] = {
        "count": int(column.count()), "nulls": int(rows[name].isna().sum()), "mean": column.mean(), "std": column.std(),
        "min": column.min(), "max": column.max(), "distinct": int(column.nunique()),
        "quantiles": {str(q): float(column.quantile(q, interpolation="lower")) for q in [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]},
    }
texts = {}
for name in ["Contract", "PaymentMethod", "customerID"]:
    column = rows[name]
    texts[name] = {
        "distinct": int(column.nunique()), "min_length": int(column.str.len().min()), "max_length": int(column.str.len().max()),
        "top": {k: int(v) for k, v in column.value_counts().items()} if column.nunique() < 100 else {},
    }
print(json.dumps({"rows": len(rows), "numbers": numbers, "texts": texts}, indent=1))
