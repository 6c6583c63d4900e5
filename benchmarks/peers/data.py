"""Thirty checks of a CSV file by pandas.

Takes a file and its checks as JSON on the input (see Data/PandasPart.cs) and prints seconds and violations as JSON. Each check is what
a user of pandas writes for it: a mask over a column. Imports and start are not timed; reading the file is.
"""

import json
import sys
import time

import pandas

TIMES = ["ordered", "updated"]


def outside(values, check):
    broken = pandas.Series(False, index=values.index)
    if "min" in check:
        broken |= values < check["min"]
    if "max" in check:
        broken |= values > check["max"]
    return int(broken.sum())


def violations(rows, check):
    kind = check["check"]
    if kind == "row_count":
        return int(len(rows) < check["min"])
    if kind == "column_exists":
        return int(check["column"] not in rows.columns)
    column = rows[check["column"]]
    if kind == "not_null":
        return int(column.isna().sum())
    if kind == "null_share":
        return int(column.isna().mean() > check["max"])
    if kind == "unique":
        return int(column.duplicated().sum())
    present = column.dropna()
    if kind == "range":
        return outside(present, check)
    if kind == "in_set":
        return int((~present.isin(check["values"])).sum())
    if kind == "length":
        return outside(present.str.len(), check)
    if kind == "matches":
        return int((~present.str.fullmatch(check["pattern"])).sum())
    raise ValueError(kind)


question = json.load(sys.stdin)
start = time.perf_counter()
rows = pandas.read_csv(question["csv"], parse_dates=TIMES, na_values=[""], keep_default_na=False)
broken = sum(violations(rows, check) for check in question["checks"])
print(json.dumps({"seconds": time.perf_counter() - start, "violations": broken, "version": pandas.__version__}))
