"""Trains the models of the scoring benchmark and times the libraries on one core: benchmark_models.py OUT.

Prints microseconds a row of the libraries' own prediction; writes the models and float32 rows (rows.f4).
"""
import os
import sys
import time

import lightgbm as lgb
import numpy as np
import xgboost as xgb

OUT = sys.argv[1]
FEATURES, ROWS = 30, 20000
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(5)
x = rng.normal(size=(ROWS, FEATURES)).astype(np.float32)
y = (x[:, 0] * x[:, 1] + np.sin(x[:, 2]) + rng.normal(size=ROWS) > 0).astype(int)
x.astype("<f4").tofile(f"{OUT}/rows.f4")


def best(work, count):
    times = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) / count * 1e6


SHAPES = [("100x31", 100, 31, -1), ("200x6", 200, 64, 6), ("500x64", 500, 64, -1), ("1000x128", 1000, 128, -1)]
for name, trees, leaves, depth in SHAPES:
    path = f"{OUT}/xgb-{name}.ubj"
    if not os.path.exists(path):
        parameters = {"objective": "binary:logistic", "tree_method": "hist", "max_leaves": leaves, "nthread": 2,
                      "max_depth": 0 if depth < 0 else depth, "eta": 0.05, "min_child_weight": 0.01,
                      "grow_policy": "depthwise" if depth > 0 else "lossguide"}
        xgb.train(parameters, xgb.DMatrix(x, y), trees).save_model(path)
    booster = xgb.Booster({"nthread": 1}, model_file=path)
    booster.set_param({"nthread": 1})
    print(name, "xgboost batch", round(best(lambda: booster.inplace_predict(x), ROWS), 2), "us a row", flush=True)
    if name == "100x31":
        print(name, "xgboost one row", round(best(lambda: [booster.inplace_predict(x[:1]) for _ in range(200)], 200), 1))
        few = xgb.DMatrix(x[:200])
        print(name, "xgboost contributions", round(best(lambda: booster.predict(few, pred_contribs=True), 200), 1))
    path = f"{OUT}/lgb-{name}.txt"
    if not os.path.exists(path):
        parameters = {"objective": "binary", "num_leaves": leaves, "max_depth": depth, "learning_rate": 0.05,
                      "min_data_in_leaf": 2, "verbose": -1, "num_threads": 2}
        lgb.train(parameters, lgb.Dataset(x, y), trees).save_model(path)
    model = lgb.Booster(model_file=path)
    print(name, "lightgbm batch", round(best(lambda: model.predict(x, num_threads=1), ROWS), 2), "us a row", flush=True)
    if name == "100x31":
        print(name, "lightgbm contributions",
              round(best(lambda: model.predict(x[:200], pred_contrib=True, num_threads=1), 200), 1))
