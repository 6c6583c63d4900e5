"""The churn model behind FastAPI and uvicorn, as a team would write it: a scikit-learn pipeline with XGBoost's classifier, one
request body in Open Inference's JSON.

Usage: serving.py CSV PORT (0 takes a free one). Prints {"listening": "http://..."} when it answers.
"""

import json
import socket
import sys

import numpy
import pandas
import uvicorn
import xgboost
from fastapi import FastAPI, Request
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

NUMBERS = ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges", "AverageCharge", "ChargeChange"]
BAND_EDGES = [-numpy.inf, 6, 12, 24, 48, numpy.inf]


def derive(rows):
    rows = rows.copy()
    rows["AverageCharge"] = rows["TotalCharges"] / rows["tenure"].clip(lower=1)
    rows["ChargeChange"] = rows["MonthlyCharges"] - rows["AverageCharge"]
    rows["TenureBand"] = pandas.cut(rows["tenure"], BAND_EDGES, right=False).astype(str)
    return rows


def fit(path):
    rows = pandas.read_csv(path, na_values=["", " ", "NA"], keep_default_na=False)
    target = (rows["Churn"] == "Yes").to_numpy().astype(int)
    rows = rows.drop(columns=["customerID", "Churn"])
    texts = [name for name in derive(rows).columns if name not in NUMBERS]
    prepare = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
            ("texts", OneHotEncoder(handle_unknown="ignore"), texts),
        ]
    )
    model = xgboost.XGBClassifier(n_estimators=300, learning_rate=0.03, max_depth=2, tree_method="hist", n_jobs=1)
    return make_pipeline(FunctionTransformer(derive), prepare, model).fit(rows, target)


def create(path):
    model = fit(path)
    app = FastAPI()

    @app.post("/v2/models/churn/infer")
    async def infer(request: Request):
        body = await request.json()
        rows = pandas.DataFrame({tensor["name"]: numpy.asarray(tensor["data"]).ravel() for tensor in body["inputs"]})
        rows["TotalCharges"] = rows["TotalCharges"].astype(float)
        probability = model.predict_proba(rows)[:, 1]
        return {
            "model_name": "churn",
            "model_version": "1",
            "outputs": [
                {"name": "label", "shape": [len(rows), 1], "datatype": "BYTES", "data": ["Yes" if p >= 0.5 else "No" for p in probability]},
                {"name": "probability", "shape": [len(rows), 1], "datatype": "FP32", "data": [float(p) for p in probability]},
            ],
        }

    return app


def main():
    path, port = sys.argv[1], int(sys.argv[2])
    server = socket.socket()
    server.bind(("127.0.0.1", port))
    server.listen(1024)
    app = create(path)
    config = uvicorn.Config(app, log_level="error", access_log=False)
    print(json.dumps({"listening": "http://127.0.0.1:%d" % server.getsockname()[1], "fastapi": __import__("fastapi").__version__, "uvicorn": uvicorn.__version__}), flush=True)
    uvicorn.Server(config).run(sockets=[server])


if __name__ == "__main__":
    main()
