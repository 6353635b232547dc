"""Logs models the way their authors do and writes what they answer: mlflow_cases.py OUT [SEED].

A case is a folder with `model` (an MLflow folder) or `model.pkl` or `model.joblib`, rows.csv, and answer.json: the
outputs by name, row after row. `python.txt` names this interpreter.
"""
import io
import json
import os
import pickle
import sys
import warnings

import joblib
import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import skops
import xgboost as xgb
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
OUT = os.path.abspath(sys.argv[1])
rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
COUNT = 300
x = pd.DataFrame({
    "income": rng.lognormal(10, 1, COUNT).round(2),
    "age": rng.integers(18, 90, COUNT),
    "city": rng.choice(["Köln", "Bern", "a, \"b\"", ""], COUNT),
    "rate (%)": np.where(rng.random(COUNT) < 0.2, np.nan, rng.normal(size=COUNT)),
})


def from_file(frame):
    """As an author reads it: a text that is missing is NaN."""
    return pd.read_csv(io.StringIO(frame.to_csv(index=False)), float_precision="round_trip")


x = from_file(x)
numeric = ["income", "age", "rate (%)"]
y = (np.log(x["income"]) + np.nan_to_num(x["rate (%)"]) + (x["city"] == "Bern") > 10.3).astype(int)
z = pd.Series(np.log(x["income"]) * 3 + x["age"])
PLAIN = ["pandas==" + pd.__version__, "scikit-learn==" + __import__("sklearn").__version__, "numpy==" + np.__version__,
         "skops==" + skops.__version__, "cloudpickle==" + __import__("cloudpickle").__version__]
mlflow.set_tracking_uri("file://" + os.path.join(OUT, "tracking"))


def folder(name):
    path = os.path.join(OUT, name)
    os.makedirs(path, exist_ok=True)
    return path


def answers(name, rows, outputs):
    rows.to_csv(os.path.join(OUT, name, "rows.csv"), index=False)
    plain = {}
    for key, values in outputs.items():
        values = np.asarray(values).reshape(len(rows), -1)
        plain[key] = [[v if isinstance(v, str) else repr(float(v)) for v in row] for row in values.tolist()]
    with open(os.path.join(OUT, name, "answer.json"), "w", encoding="utf-8") as file:
        json.dump(plain, file)


def pipeline(last):
    return make_pipeline(ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), numeric),
        ("city", make_pipeline(SimpleImputer(strategy="constant", fill_value="?"),
                               OneHotEncoder(handle_unknown="ignore")), ["city"]),
    ]), last)


def logged(name, flavor, model, rows, output=None, **more):
    path = folder(name)
    flavor.save_model(model, os.path.join(path, "model"), **more)
    loaded = mlflow.pyfunc.load_model(os.path.join(path, "model"))
    answers(name, rows, {"prediction": loaded.predict(rows) if output is None else output})


odd = x.copy()
odd.loc[:3, "city"] = ["Unseen", None, "Bern", "Köln"]
odd.loc[2, "rate (%)"] = -0.0
odd = from_file(odd)

classifier = pipeline(LogisticRegression(max_iter=500)).fit(x, y)
signature = mlflow.models.infer_signature(x, classifier.predict(x))
logged("sklearn-pipeline", mlflow.sklearn, classifier, odd, signature=signature,
       skops_trusted_types=["numpy.dtype"], pip_requirements=PLAIN)
logged("sklearn-proba", mlflow.sklearn, classifier, odd, pyfunc_predict_fn="predict_proba",
       serialization_format="cloudpickle", pip_requirements=PLAIN)
regressor = RandomForestRegressor(20, random_state=1).fit(x[numeric].fillna(0), z)
logged("sklearn-forest", mlflow.sklearn, regressor, x[numeric].fillna(0), pip_requirements=PLAIN,
       skops_trusted_types=["sklearn.tree._tree.Tree"])


class Doubling(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return pd.DataFrame({"twice": model_input["income"] * 2, "words": model_input["city"].fillna("none")})


path = folder("custom-pyfunc")
mlflow.pyfunc.save_model(os.path.join(path, "model"), python_model=Doubling(), pip_requirements=PLAIN)
answers("custom-pyfunc", odd, {"twice": odd["income"] * 2, "words": odd["city"].fillna("none")})

booster = xgb.XGBClassifier(n_estimators=5, max_depth=3).fit(x[numeric], y)
logged("xgboost-flavour", mlflow.xgboost, booster.get_booster(), x[numeric])
light = lgb.LGBMRegressor(n_estimators=5, verbose=-1).fit(x[numeric], z)
logged("lightgbm-flavour", mlflow.lightgbm, light.booster_, x[numeric])
logged("lightgbm-scikit", mlflow.lightgbm, lgb.LGBMClassifier(n_estimators=5, verbose=-1).fit(x[numeric], y), x[numeric])


def pickled(name, model, rows, outputs, write=None):
    path = folder(name)
    if write is None:
        with open(os.path.join(path, "model.pkl"), "wb") as file:
            pickle.dump(model, file)
    else:
        write(os.path.join(path, "model.joblib"))
    answers(name, rows, outputs)


def both(model, rows):
    p = model.predict_proba(rows)
    return {"prediction": p[:, 1] if p.shape[1] == 2 else p, "label": model.predict(rows)}


pickled("pickle-pipeline", classifier, odd, both(classifier, odd))
three = pd.Series(np.digitize(z, z.quantile([0.3, 0.6]))).map({0: "low", 1: "middle", 2: "high"})
forest = RandomForestClassifier(10, random_state=2).fit(x[numeric].fillna(0), three)
pickled("pickle-classes", forest, x[numeric].fillna(0), both(forest, x[numeric].fillna(0)))
hist = HistGradientBoostingClassifier(max_iter=10).fit(x[numeric].to_numpy(), y)
pickled("joblib-compressed", hist, x[numeric], both(hist, x[numeric].to_numpy()),
        lambda path: joblib.dump(hist, path, compress=3))
linear = LinearRegression().fit(x[["income", "age"]].to_numpy(), np.stack([z, -z], 1))
pickled("joblib-two-targets", linear, x[["income", "age"]], {"prediction": linear.predict(x[["income", "age"]].to_numpy())},
        lambda path: joblib.dump(linear, path))

with open(os.path.join(OUT, "python.txt"), "w") as file:
    file.write(sys.executable)
print(len([n for n in os.listdir(OUT) if os.path.isdir(os.path.join(OUT, n)) and n != "tracking"]), "models")
