"""Trains models with the real libraries and writes what they answer: equality_cases.py OUT [SEED] [ROWS] [ONLY].

A case is a folder with model.json, model.ubj or model.txt, rows.bin, and answers: value.bin, raw.bin, leaves.bin,
contributions.bin, and value.A-B.bin, raw.A-B.bin, leaves.A-B.bin for ranges of iterations.
A .bin file is rows and columns as two 32-bit integers, then 64-bit floats, row after row, all little-endian.
"""
import os
import sys

import lightgbm as lgb
import numpy as np
import scipy.special
import xgboost as xgb

OUT = sys.argv[1]
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 7
ROWS = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
ONLY = sys.argv[4] if len(sys.argv) > 4 else ""
TRAIN = 600
FEATURES = 8
CATEGORICAL = (6, 7)
rng = np.random.default_rng(SEED)


def write(path, matrix):
    matrix = np.asarray(matrix, dtype="<f8")
    matrix = matrix.reshape(matrix.shape[0], -1)
    with open(path, "wb") as file:
        file.write(np.array(matrix.shape, dtype="<i4").tobytes())
        file.write(matrix.tobytes())


def training(missing, categorical):
    x = rng.normal(size=(TRAIN, FEATURES)).astype(np.float32)
    x[:, 1] = np.round(x[:, 1] * 2)
    x[:, 2] = np.abs(x[:, 2]) * 1e6
    x[:, 3] = np.where(rng.random(TRAIN) < 0.4, 0, x[:, 3])
    if categorical:
        x[:, 6] = rng.integers(0, 4, TRAIN)
        x[:, 7] = rng.integers(0, 60, TRAIN)
    if missing:
        x[rng.random(x.shape) < 0.15] = np.nan
    signal = np.nan_to_num(x[:, 0]) + np.sin(np.nan_to_num(x[:, 1])) + 0.3 * (np.nan_to_num(x[:, 7]) % 3)
    return x, signal + rng.normal(size=TRAIN) * 0.5


def hostile(categorical, infinite, wide=False):
    """Rows with NaN, zeros of both signs, denormals, huge values, infinities and categories never seen."""
    x = rng.normal(size=(ROWS, FEATURES))
    x[:, 1] = np.round(x[:, 1] * 2)
    x[:, 2] = np.abs(x[:, 2]) * 1e6
    if categorical:
        x[:, 6] = rng.integers(0, 6, ROWS)
        x[:, 7] = rng.integers(0, 80, ROWS)
    odd = [np.nan, 0.0, -0.0, 1e-45, -1e-45, 1e-38, -1e-38, 1e-35, -1e-35, 3.4e38, -3.4e38, 1e-36, 0.5, 1.0]
    if infinite:
        odd += [np.inf, -np.inf]
    if wide:
        odd += [5e-324, 1.7e308, -1.7e308, 1e-300]
    hit = rng.random((ROWS, FEATURES)) < 0.12
    if categorical:
        hit[:, list(CATEGORICAL)] = False
    x[hit] = rng.choice(odd, size=int(hit.sum()))
    if categorical:
        seldom = [np.nan, -1.0, 1000.0, 3.7, 0.0, 31.0, 32.0, 63.0, 64.0, 1e7, 2.0**31, 5e9, -0.5]
        for column in CATEGORICAL:
            hits = rng.random(ROWS) < 0.15
            x[hits, column] = rng.choice(seldom, size=int(hits.sum()))
    return x if wide else x.astype(np.float32).astype(float)


def folder(name):
    path = os.path.join(OUT, name)
    os.makedirs(path, exist_ok=True)
    return path


def wanted(name):
    return ONLY in name


def labels(kind, signal):
    if kind == "binary":
        return (signal > 0).astype(int)
    if kind == "classes":
        return np.clip(np.digitize(signal, [-0.7, 0.4, 1.2]), 0, 3)
    if kind == "positive":
        return np.exp(signal / 3)
    if kind == "count":
        return np.random.default_rng(1).poisson(np.exp(np.clip(signal, -2, 2)))
    if kind == "unit":
        return scipy.special.expit(signal)
    if kind == "rank":
        return np.clip(np.digitize(signal, [-0.7, 0.4, 1.2]), 0, 3)
    return signal


XGB = {
    "reg:squarederror": "real", "reg:squaredlogerror": "positive", "reg:logistic": "unit",
    "reg:pseudohubererror": "real", "reg:absoluteerror": "real", "reg:quantileerror": "real",
    "binary:logistic": "binary", "binary:logitraw": "binary", "binary:hinge": "binary",
    "count:poisson": "count", "survival:cox": "positive", "survival:aft": "positive",
    "multi:softmax": "classes", "multi:softprob": "classes", "rank:ndcg": "rank", "rank:map": "binary",
    "rank:pairwise": "rank", "reg:gamma": "positive", "reg:tweedie": "positive",
}


def xgb_matrix(x, y, objective, categorical):
    types = ["c" if categorical and i in CATEGORICAL else "q" for i in range(FEATURES)]
    matrix = xgb.DMatrix(x, feature_types=types, enable_categorical=True)
    if y is None:
        return matrix
    if objective == "survival:aft":
        matrix.set_float_info("label_lower_bound", y)
        matrix.set_float_info("label_upper_bound", y * 1.5)
    else:
        matrix.set_label(y)
    if objective.startswith("rank:"):
        matrix.set_group([20] * (TRAIN // 20))
    return matrix


def xgb_write(path, booster, x, categorical, objective="", contributions=True, ranges=True):
    write(f"{path}/rows.bin", x)
    matrix = xgb_matrix(x.astype(np.float32), None, objective, categorical)
    write(f"{path}/value.bin", booster.predict(matrix))
    write(f"{path}/raw.bin", booster.predict(matrix, output_margin=True))
    linear = "gblinear" in path
    if not linear:
        write(f"{path}/leaves.bin", booster.predict(matrix, pred_leaf=True, strict_shape=False).reshape(len(x), -1))
        if ranges:
            for a, b in ((0, 1), (1, 4)):
                write(f"{path}/value.{a}-{b}.bin", booster.predict(matrix, iteration_range=(a, b)))
                write(f"{path}/raw.{a}-{b}.bin", booster.predict(matrix, iteration_range=(a, b), output_margin=True))
            leaves = booster.predict(matrix, iteration_range=(0, 4), pred_leaf=True)
            write(f"{path}/leaves.0-4.bin", leaves.reshape(len(x), -1))
    if contributions:
        few = min(100, ROWS)
        part = xgb_matrix(x[:few].astype(np.float32), None, objective, categorical)
        answer = booster.predict(part, pred_contribs=True, strict_shape=True)
        write(f"{path}/contributions.bin", answer.reshape(few, -1))


def xgb_case(name, objective, missing, categorical, form, rounds=6, **more):
    if not wanted(name):
        return
    x, signal = training(missing, categorical)
    if "gblinear" == more.get("booster"):
        categorical = False
    y = labels(XGB[objective], signal)
    parameters = {"objective": objective, "max_depth": 4, "eta": 0.4, "seed": SEED, "nthread": 1, **more}
    if objective.startswith("multi:"):
        parameters["num_class"] = 4
    if objective == "reg:quantileerror":
        parameters["quantile_alpha"] = np.array([0.1, 0.5, 0.9])
    booster = xgb.train(parameters, xgb_matrix(x, y, objective, categorical), rounds)
    path = folder(name)
    booster.save_model(f"{path}/model.{form}")
    booster = xgb.Booster(model_file=f"{path}/model.{form}")
    xgb_write(path, booster, hostile(categorical, infinite=False), categorical, objective)


def xgb_cases():
    for objective in XGB:
        plain = objective.replace(":", "-")
        for missing in (False, True):
            for categorical in (False, True):
                form = "json" if missing == categorical else "ubj"
                tail = ("-missing" if missing else "") + ("-categorical" if categorical else "")
                xgb_case(f"xgb-{plain}{tail}", objective, missing, categorical, form)
        xgb_case(f"xgb-dart-{plain}", objective, True, True, "ubj", booster="dart", rate_drop=0.3)
        if objective not in ("reg:absoluteerror", "reg:quantileerror"):
            xgb_case(f"xgb-gblinear-{plain}", objective, False, False, "json", booster="gblinear", eta=0.1)
    xgb_case("xgb-forest", "binary:logistic", True, False, "ubj", num_parallel_tree=5, subsample=0.6, rounds=5)
    xgb_case("xgb-forest-classes", "multi:softprob", True, True, "json", num_parallel_tree=3, subsample=0.6, rounds=5)
    xgb_case("xgb-base-score", "binary:logistic", False, False, "json", base_score=0.2)
    xgb_case("xgb-deep", "reg:squarederror", True, False, "ubj", max_depth=12, rounds=50)
    xgb_case("xgb-lossguide", "reg:squarederror", True, True, "ubj", tree_method="hist", grow_policy="lossguide",
             max_depth=0, max_leaves=31, rounds=20)
    xgb_case("xgb-one-hot", "reg:squarederror", True, True, "ubj", max_cat_to_onehot=100)
    xgb_case("xgb-exact", "binary:logistic", True, False, "json", tree_method="exact")
    xgb_case("xgb-stumps", "binary:logistic", True, False, "json", max_depth=1, rounds=30)
    xgb_case("xgb-no-split", "reg:squarederror", False, False, "json", gamma=1e9)
    for kind in ("one_output_per_tree", "multi_output_tree"):
        name = f"xgb-targets-{kind.replace('_', '-')}"
        if wanted(name):
            x, signal = training(True, False)
            y = np.stack([signal, np.nan_to_num(x[:, 2]) / 1e6, signal * 2 + 3], 1)
            booster = xgb.train({"multi_strategy": kind, "max_depth": 4, "nthread": 1}, xgb.DMatrix(x, y), 6)
            path = folder(name)
            booster.save_model(f"{path}/model.ubj")
            booster = xgb.Booster(model_file=f"{path}/model.ubj")
            xgb_write(path, booster, hostile(False, False), False, contributions=kind.startswith("one"),
                      ranges=kind.startswith("one"))
    name = "xgb-multi-output-softprob"
    if wanted(name):
        x, signal = training(True, False)
        booster = xgb.train({"multi_strategy": "multi_output_tree", "objective": "multi:softprob", "num_class": 4,
                             "nthread": 1}, xgb.DMatrix(x, labels("classes", signal)), 6)
        path = folder(name)
        booster.save_model(f"{path}/model.json")
        booster = xgb.Booster(model_file=f"{path}/model.json")
        xgb_write(path, booster, hostile(False, False), False, contributions=False, ranges=False)
    name = "xgb-odd-names"
    if wanted(name):
        x, signal = training(True, False)
        names = ["a b", "quote\"", "tab\t", "back\\slash", "漢字", "x=1", "k:v", "\u00e4\U0001F600"]
        booster = xgb.train({"max_depth": 3, "nthread": 1}, xgb.DMatrix(x, signal, feature_names=names), 5)
        path = folder(name)
        booster.save_model(f"{path}/model.ubj")
        rows = hostile(False, False)
        write(f"{path}/rows.bin", rows)
        write(f"{path}/value.bin", booster.predict(xgb.DMatrix(rows.astype(np.float32), feature_names=names)))
        with open(f"{path}/names.txt", "w", encoding="utf-8") as file:
            file.write("\n".join(n.encode("unicode_escape").decode() for n in names))


LGB = {
    "regression": "real", "regression_l1": "real", "huber": "real", "fair": "real", "poisson": "count",
    "quantile": "real", "mape": "positive", "gamma": "positive", "tweedie": "positive", "binary": "binary",
    "multiclass": "classes", "multiclassova": "classes", "cross_entropy": "unit", "cross_entropy_lambda": "unit",
    "lambdarank": "rank", "rank_xendcg": "rank",
}


def lgb_case(name, objective, missing, categorical, rounds=6, double=True, **more):
    if not wanted(name):
        return
    x, signal = training(missing, categorical)
    y = labels(LGB[objective], signal)
    parameters = {"objective": objective, "num_leaves": 12, "min_data_in_leaf": 5, "verbose": -1, "seed": SEED,
                  "num_threads": 1, "deterministic": True, "min_data_per_group": 5, "cat_smooth": 1, **more}
    if objective.startswith("multiclass"):
        parameters["num_class"] = 4
    data = x.astype(float)
    if double:
        data = data + np.where(np.isin(np.arange(FEATURES), CATEGORICAL), 0, 1e-9)
    group = [20] * (TRAIN // 20) if objective in ("lambdarank", "rank_xendcg") else None
    train = lgb.Dataset(data, y, group=group, categorical_feature=list(CATEGORICAL) if categorical else [],
                        params={"verbose": -1, "zero_as_missing": more.get("zero_as_missing", False),
                                "use_missing": more.get("use_missing", True),
                                "linear_tree": more.get("linear_tree", False)})
    booster = lgb.train(parameters, train, rounds)
    path = folder(name)
    booster.save_model(f"{path}/model.txt")
    booster = lgb.Booster(model_file=f"{path}/model.txt")
    rows = hostile(categorical, infinite=True, wide=double)
    write(f"{path}/rows.bin", rows)
    write(f"{path}/value.bin", booster.predict(rows))
    write(f"{path}/raw.bin", booster.predict(rows, raw_score=True))
    write(f"{path}/leaves.bin", booster.predict(rows, pred_leaf=True))
    if not more.get("linear_tree"):
        write(f"{path}/contributions.bin", booster.predict(rows[:100], pred_contrib=True))
    for a, b in ((0, 1), (1, 4)):
        if b <= booster.num_trees():
            write(f"{path}/value.{a}-{b}.bin", booster.predict(rows, start_iteration=a, num_iteration=b - a))
            write(f"{path}/raw.{a}-{b}.bin",
                  booster.predict(rows, start_iteration=a, num_iteration=b - a, raw_score=True))
            write(f"{path}/leaves.{a}-{b}.bin",
                  booster.predict(rows, start_iteration=a, num_iteration=b - a, pred_leaf=True))


def lgb_cases():
    for objective in LGB:
        for missing in (False, True):
            for categorical in (False, True):
                tail = ("-missing" if missing else "") + ("-categorical" if categorical else "")
                lgb_case(f"lgb-{objective}{tail}", objective, missing, categorical, double=missing)
        lgb_case(f"lgb-dart-{objective}", objective, True, True, boosting="dart")
        if objective not in ("lambdarank", "rank_xendcg"):
            lgb_case(f"lgb-rf-{objective}", objective, True, True, boosting="rf", bagging_fraction=0.6, bagging_freq=1)
        if objective not in ("regression_l1", "quantile", "mape"):
            lgb_case(f"lgb-linear-{objective}", objective, True, False, linear_tree=True)
    for objective in ("regression", "binary", "multiclass"):
        lgb_case(f"lgb-zero-as-missing-{objective}", objective, True, True, zero_as_missing=True)
        lgb_case(f"lgb-no-missing-{objective}", objective, True, True, use_missing=False)
    lgb_case("lgb-sigmoid", "binary", True, False, sigmoid=2.5)
    lgb_case("lgb-ova-sigmoid", "multiclassova", True, False, sigmoid=0.7)
    lgb_case("lgb-sqrt", "regression", True, False, reg_sqrt=True)
    lgb_case("lgb-deep", "regression", True, False, rounds=50, num_leaves=200, min_data_in_leaf=1)
    lgb_case("lgb-goss", "regression", True, False, data_sample_strategy="goss", rounds=20)
    lgb_case("lgb-no-split", "regression", False, False, min_gain_to_split=1e9)


def some(*choices):
    return choices[int(rng.integers(len(choices)))]


def monotone(categorical):
    return [0 if categorical and i in CATEGORICAL else int(rng.integers(-1, 2)) for i in range(FEATURES)]


def random_cases(count):
    """Parameters by chance, so that what nobody thought of is met too."""
    for i in range(count):
        categorical, missing = some(True, False), some(True, False)
        more = {"max_depth": some(1, 3, 6, 9), "subsample": some(0.5, 1.0), "colsample_bynode": some(0.5, 1.0),
                "max_bin": some(8, 256), "booster": some("gbtree", "gbtree", "dart"), "min_child_weight": some(0, 1, 5),
                "num_parallel_tree": some(1, 1, 3), "max_cat_to_onehot": some(1, 4, 100), "lambda": some(0, 1, 10),
                "max_cat_threshold": some(2, 64), "grow_policy": some("depthwise", "lossguide"), "tree_method": "hist"}
        if some(True, False):
            more["monotone_constraints"] = tuple(monotone(categorical))
        if more["booster"] == "dart":
            more["rate_drop"] = 0.4
        xgb_case(f"xgb-random-{i}", some(*XGB), missing, categorical, some("json", "ubj"), rounds=some(4, 12, 30), **more)
        objective, boosting = some(*LGB), some("gbdt", "gbdt", "dart", "rf")
        more = {"boosting": boosting, "num_leaves": some(2, 7, 31, 90), "max_depth": some(-1, 3), "path_smooth": some(0, 2),
                "extra_trees": some(True, False), "max_bin": some(8, 255), "zero_as_missing": some(True, False, False),
                "max_cat_to_onehot": some(1, 4, 50), "lambda_l1": some(0, 1), "max_cat_threshold": some(2, 32)}
        if boosting == "rf":
            objective = some("regression", "binary", "multiclass", "poisson", "quantile")
            more.update(bagging_fraction=0.5, bagging_freq=1)
        elif objective in ("regression", "binary", "huber", "poisson", "multiclass") and some(True, False, False):
            categorical, more["linear_tree"] = False, True
        elif objective not in ("regression_l1", "quantile", "mape") and some(True, False):
            more["monotone_constraints"] = monotone(categorical)
        lgb_case(f"lgb-random-{i}", objective, missing, categorical, rounds=some(4, 12, 30), **more)


def early_stopping():
    """The best round stands in the file; XGBoost's Booster predicts with all rounds all the same."""
    x, signal = training(True, False)
    x[rng.random(x.shape) < 0.02] = 0
    if wanted("xgb-early-stopping"):
        train, test = xgb.DMatrix(x[:400], signal[:400]), xgb.DMatrix(x[400:], signal[400:])
        booster = xgb.train({"eta": 0.9, "max_depth": 6, "nthread": 1}, train, 60, evals=[(test, "test")],
                            early_stopping_rounds=4, verbose_eval=False)
        path = folder("xgb-early-stopping")
        booster.save_model(f"{path}/model.json")
        xgb_write(path, xgb.Booster(model_file=f"{path}/model.json"), hostile(False, False), False)
    if wanted("lgb-early-stopping"):
        train = lgb.Dataset(x[:400].astype(float), signal[:400])
        booster = lgb.train({"learning_rate": 0.9, "verbose": -1, "num_threads": 1}, train, 60,
                            valid_sets=[train.create_valid(x[400:].astype(float), signal[400:])],
                            callbacks=[lgb.early_stopping(4, verbose=False)])
        path = folder("lgb-early-stopping")
        booster.save_model(f"{path}/model.txt")
        booster = lgb.Booster(model_file=f"{path}/model.txt")
        rows = hostile(False, True, wide=True)
        write(f"{path}/rows.bin", rows)
        for name, options in (("value", {}), ("raw", {"raw_score": True}), ("leaves", {"pred_leaf": True})):
            write(f"{path}/{name}.bin", booster.predict(rows, **options))


os.makedirs(OUT, exist_ok=True)
if "--lightgbm" not in sys.argv:
    xgb_cases()
if "--xgboost" not in sys.argv:
    lgb_cases()
random_cases(12)
early_stopping()
print(len(os.listdir(OUT)), "cases,", "xgboost", xgb.__version__, "lightgbm", lgb.__version__)
