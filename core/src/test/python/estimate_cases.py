"""Estimates without labels by NannyML on rows made afresh with a seed.

    python estimate_cases.py FOLDER [SEED]

Writes the rows as CSV and `expected.csv` with name, value and relative tolerance. `NannyEstimateTest` computes the
same names and compares. NannyML decides by its own splits whether scores are calibrated; its decision is among the
numbers. It rounds the counts under AUC and average precision to five decimals, which moves an estimate by some 1e-8:
here to ten, so that every estimate is held to what floating point allows.
"""
import csv
import os
import sys
import types
import warnings

os.environ["DO_NOT_TRACK"] = "1"
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
warnings.simplefilter("ignore")

import nannyml as nml
import numpy as np
import pandas as pd
from nannyml.performance_estimation.confidence_based import metrics as estimators

estimators.np = types.SimpleNamespace(**{**vars(np), "round": lambda counts, decimals: np.round(counts, 10)})

folder = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
rng = np.random.default_rng(seed)
expected = []


def expect(name, number, tolerance=1e-9):
    expected.append((name, repr(float(number)), tolerance))


def probabilities(name, power):
    frames = {}
    for part, n, shift in (("reference", 5000, 0.0), ("current", 2000, 0.4)):
        x = rng.normal(shift, 1, n)
        p = 1 / (1 + np.exp(-x))
        y = (rng.random(n) < p**power).astype(int)
        p = p + rng.random(n) * 1e-9  # no ties
        frames[part] = pd.DataFrame(dict(x=x, p=p, d=(p >= 0.5).astype(int), y=y))
        frames[part].to_csv(os.path.join(folder, f"{name}-{part}.csv"), index=False)
    metrics = ["roc_auc", "average_precision", "f1", "precision", "recall", "specificity", "accuracy"]
    cbpe = nml.CBPE(
        metrics=metrics, y_pred_proba="p", y_pred="d", y_true="y", problem_type="classification_binary", chunk_number=1)
    cbpe.fit(frames["reference"])
    table = cbpe.estimate(frames["current"].drop(columns="y")).filter(period="analysis").to_df()
    expect(f"{name}.calibrated", cbpe.needs_calibration, 0)
    names = dict(roc_auc="auc")
    for metric in metrics:
        expect(f"{name}.{names.get(metric, metric)}", table[(metric, "value")].iloc[0])


def numbers():
    frames = {}
    for part, n, hard in (("reference", 6000, 0.3), ("current", 3000, 0.7)):
        x = np.where(rng.random(n) < hard, 0.5 + rng.random(n) / 2, rng.random(n) / 2)
        f = 10 * x
        y = 20 + f + rng.normal(size=n) * np.where(x > 0.5, 3, 1)
        frames[part] = pd.DataFrame(dict(x=x, f=f + 20, y=y))
        frames[part].to_csv(os.path.join(folder, f"numbers-{part}.csv"), index=False)
    metrics = ["mae", "mse", "rmse", "mape"]
    dle = nml.DLE(feature_column_names=["x"], y_pred="f", y_true="y", metrics=metrics, chunk_number=1)
    dle.fit(frames["reference"])
    table = dle.estimate(frames["current"].drop(columns="y")).filter(period="analysis").to_df()
    for metric in metrics:
        # Another learner of the same loss: within the spread of either.
        expect(f"numbers.{metric}", table[(metric, "value")].iloc[0], 0.05)
    for metric in ("mae", "mse"):
        expect(f"numbers.{metric}.sampling", table[(metric, "sampling_error")].iloc[0])


def classes(name, power):
    labels = list("abc")
    frames = {}
    for part, n, shift in (("reference", 6000, 0.0), ("current", 2500, 0.5)):
        z = rng.normal(size=(n, 3)) + shift * rng.normal(size=(n, 1)) * np.array([1, 0, -1])
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        real = p**power / (p**power).sum(axis=1, keepdims=True)
        y = (rng.random((n, 1)) > real.cumsum(axis=1)).sum(axis=1).clip(0, 2)
        frame = pd.DataFrame({f"p_{c}": p[:, k] for k, c in enumerate(labels)})
        frame["y"] = y
        frame.to_csv(os.path.join(folder, f"{name}-{part}.csv"), index=False)
        frame["y"] = np.array(labels)[y]
        frame["d"] = np.array(labels)[p.argmax(axis=1)]
        frames[part] = frame
    metrics = ["roc_auc", "f1", "precision", "recall", "specificity", "accuracy"]
    cbpe = nml.CBPE(
        metrics=metrics,
        y_pred_proba={c: f"p_{c}" for c in labels},
        y_pred="d",
        y_true="y",
        problem_type="classification_multiclass",
        chunk_number=1,
    )
    cbpe.fit(frames["reference"])
    table = cbpe.estimate(frames["current"].drop(columns="y")).filter(period="analysis").to_df()
    for c in labels:
        expect(f"{name}.calibrated.{c}", type(cbpe._calibrators[c]).__name__ != "NoopCalibrator", 0)
    for metric in metrics:
        ours = dict(roc_auc="macro_auc", accuracy="accuracy").get(metric, f"macro_{metric}")
        expect(f"{name}.{ours}", table[(metric, "value")].iloc[0])


probabilities("believable", 1.0)
probabilities("flattering", 2.0)
classes("believable-classes", 1.0)
classes("flattering-classes", 0.4)
numbers()
with open(os.path.join(folder, "expected.csv"), "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["name", "value", "tolerance"])
    writer.writerows(expected)
with open(os.path.join(folder, "seed.txt"), "w") as file:
    file.write(str(seed))
print(f"{len(expected)} numbers, seed {seed}")
