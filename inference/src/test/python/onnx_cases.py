"""Makes ONNX models with the usual exporters and writes what ONNX Runtime answers: onnx_cases.py OUT [SEED] [ROWS].

A case is a folder with model.onnx, rows.bin (numbers) or rows.txt (texts, tab between columns), and one file
output-NAME.bin or output-NAME.txt for each output. The format of .bin files is that of equality_cases.py.
"""
import os
import sys
import warnings

import lightgbm as lgb
import numpy as np
import onnx
import onnxruntime as ort
import xgboost as xgb
from onnx import TensorProto, helper
from skl2onnx import convert_sklearn, update_registered_converter
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, Int64TensorType, StringTensorType
from skl2onnx.common.shape_calculator import (calculate_linear_classifier_output_shapes,
                                              calculate_linear_regressor_output_shapes)
from onnxmltools.convert.lightgbm.operator_converters.LightGbm import convert_lightgbm
from onnxmltools.convert.xgboost.operator_converters.XGBoost import convert_xgboost
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (Binarizer, MaxAbsScaler, MinMaxScaler, Normalizer, OneHotEncoder, OrdinalEncoder,
                                   RobustScaler, StandardScaler)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")
OUT = sys.argv[1]
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 7
ROWS = int(sys.argv[3]) if len(sys.argv) > 3 else 500
rng = np.random.default_rng(SEED)
FEATURES = 6
update_registered_converter(lgb.LGBMClassifier, "L", calculate_linear_classifier_output_shapes, convert_lightgbm,
                            options={"nocl": [True, False], "zipmap": [True, False, "columns"]})
update_registered_converter(lgb.LGBMRegressor, "LR", calculate_linear_regressor_output_shapes, convert_lightgbm)
update_registered_converter(xgb.XGBClassifier, "X", calculate_linear_classifier_output_shapes, convert_xgboost,
                            options={"nocl": [True, False], "zipmap": [True, False, "columns"]})
update_registered_converter(xgb.XGBRegressor, "XR", calculate_linear_regressor_output_shapes, convert_xgboost)


def write(path, matrix):
    matrix = np.asarray(matrix, dtype="<f8")
    matrix = matrix.reshape(matrix.shape[0], -1)
    with open(path, "wb") as file:
        file.write(np.array(matrix.shape, dtype="<i4").tobytes())
        file.write(matrix.tobytes())


def answer(path, name, value):
    if isinstance(value, list):
        keys = sorted(value[0])
        value = np.array([[row[k] for k in keys] for row in value])
    value = np.asarray(value)
    if value.dtype.kind in "OUS":
        with open(f"{path}/output-{name}.txt", "w", encoding="utf-8") as file:
            file.write("\n".join("\t".join(map(str, np.atleast_1d(row))) for row in value))
    else:
        write(f"{path}/output-{name}.bin", value)


def save(name, model, rows, feeds):
    path = os.path.join(OUT, name)
    os.makedirs(path, exist_ok=True)
    data = model if isinstance(model, bytes) else model.SerializeToString()
    with open(f"{path}/model.onnx", "wb") as file:
        file.write(data)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    if np.asarray(rows).dtype.kind in "OUS":
        with open(f"{path}/rows.txt", "w", encoding="utf-8") as file:
            file.write("\n".join("\t".join(map(str, row)) for row in rows))
    else:
        write(f"{path}/rows.bin", rows)
    for output, value in zip(session.get_outputs(), session.run(None, feeds)):
        answer(path, output.name, value)


def hostile(rows=ROWS, missing=True):
    x = rng.normal(size=(rows, FEATURES)).astype(np.float32)
    x[:, 1] = np.round(x[:, 1] * 2)
    odd = np.array([0.0, -0.0, 1e-45, 1e-38, 3e38, -3e38, 0.5, 1.0] + ([np.nan] if missing else []), dtype=np.float32)
    hit = rng.random(x.shape) < 0.1
    x[hit] = rng.choice(odd, size=int(hit.sum()))
    return x


def tame(rows=ROWS):
    x = rng.normal(size=(rows, FEATURES)).astype(np.float32)
    x[:, 1] = np.round(x[:, 1] * 2)
    return x


x = tame(400)
y = x[:, 0] + np.sin(x[:, 1]) + rng.normal(size=400) * 0.3
binary, classes, words = (y > 0).astype(int), np.digitize(y, [-0.7, 0.7]), np.where(y > 0, "late", "on time")


def sk(name, model, target, rows, kind=FloatTensorType, **options):
    model.fit(x, target)
    options = {id(model): options} if options else None
    graph = convert_sklearn(model, initial_types=[("X", kind([None, FEATURES]))], options=options,
                            target_opset={"": 18, "ai.onnx.ml": 3})
    cast = rows.astype(np.float64 if kind is DoubleTensorType else np.float32)
    save(name, graph, cast, {"X": cast})


for missing in (False, True):
    tail = "-nan" if missing else ""
    rows = hostile(missing=missing)
    if not missing:
        sk("forest-classifier", RandomForestClassifier(20, random_state=SEED), binary, rows, zipmap=False)
        sk("forest-classes", RandomForestClassifier(20, max_depth=5, random_state=SEED), classes, rows, zipmap=False)
        sk("forest-words", RandomForestClassifier(8, max_depth=5, random_state=SEED), words, rows)
        sk("forest-regressor", RandomForestRegressor(20, max_depth=6, random_state=SEED), y, rows)
        sk("forest-targets", RandomForestRegressor(8, max_depth=6, random_state=SEED), np.stack([y, -y, y * y], 1), rows)
        sk("tree-classifier", DecisionTreeClassifier(max_depth=5, random_state=SEED), classes, rows)
        sk("tree-regressor", DecisionTreeRegressor(max_depth=5, random_state=SEED), y, rows)
        sk("boosted-classifier", GradientBoostingClassifier(n_estimators=20, random_state=SEED), binary, rows, zipmap=False)
        sk("boosted-classes", GradientBoostingClassifier(n_estimators=10, random_state=SEED), classes, rows, zipmap=False)
        sk("boosted-regressor", GradientBoostingRegressor(n_estimators=20, random_state=SEED), y, rows)
    sk(f"lightgbm-classifier{tail}", lgb.LGBMClassifier(n_estimators=20, verbose=-1), binary, rows, zipmap=False)
    sk(f"lightgbm-classes{tail}", lgb.LGBMClassifier(n_estimators=10, verbose=-1), classes, rows, zipmap=False)
    sk(f"lightgbm-regressor{tail}", lgb.LGBMRegressor(n_estimators=20, verbose=-1), y, rows)
    sk(f"xgboost-classifier{tail}", xgb.XGBClassifier(n_estimators=20, base_score=0.5), binary, rows, zipmap=False)
    sk(f"xgboost-regressor{tail}", xgb.XGBRegressor(n_estimators=20, base_score=0.5), y, rows)
plain = tame()
sk("logistic", LogisticRegression(), binary, plain, zipmap=False)
sk("logistic-zipmap", LogisticRegression(), binary, plain)
sk("logistic-words", LogisticRegression(), words, plain)
sk("logistic-classes", LogisticRegression(), classes, plain, zipmap=False)
sk("linear", LinearRegression(), y, plain)
sk("linear-double", LinearRegression(), y, plain, DoubleTensorType)
for scaler in (StandardScaler(), MinMaxScaler(), RobustScaler(), MaxAbsScaler(), Normalizer("l1"), Normalizer("l2"),
               Normalizer("max"), Binarizer()):
    label = str(scaler).lower().replace("(", "-").replace(")", "").replace("'", "").replace("norm=", "").strip("-")
    sk(f"pipeline-{label}", make_pipeline(scaler, LogisticRegression()), binary, plain)
sk("pipeline-imputer", make_pipeline(SimpleImputer(), StandardScaler(), RandomForestClassifier(5, random_state=1)),
   binary, hostile())
sk("network", MLPClassifier((8,), max_iter=30, random_state=SEED), binary, plain)

codes = rng.choice(["ORD", "ATL", "LAX", "JFK"], size=(400, 2)).astype(object)
model = make_pipeline(OneHotEncoder(handle_unknown="ignore"), LogisticRegression()).fit(codes, binary)
seen = rng.choice(["ORD", "ATL", "LAX", "JFK", "never"], size=(ROWS, 2)).astype(object)
save("one-hot", convert_sklearn(model, initial_types=[("X", StringTensorType([None, 2]))]), seen, {"X": seen})
model = make_pipeline(OrdinalEncoder(), DecisionTreeClassifier(random_state=1)).fit(codes, binary)
save("ordinal", convert_sklearn(model, initial_types=[("X", StringTensorType([None, 2]))]),
     np.where(seen == "never", "ORD", seen), {"X": np.where(seen == "never", "ORD", seen)})
mixed = ColumnTransformer([("n", make_pipeline(SimpleImputer(), StandardScaler()), [0, 1]), ("c", OneHotEncoder(), [2])])
import pandas as pd

frame = pd.DataFrame({"a": x[:, 0], "b": x[:, 1], "c": np.round(x[:, 2]).clip(-2, 2).astype(np.int64)})
mixed = ColumnTransformer([("n", make_pipeline(SimpleImputer(), StandardScaler()), ["a", "b"]),
                           ("c", OneHotEncoder(handle_unknown="ignore"), ["c"])])
model = make_pipeline(mixed, LogisticRegression()).fit(frame, binary)
graph = convert_sklearn(model, initial_types=[("a", FloatTensorType([None, 1])), ("b", FloatTensorType([None, 1])),
                                              ("c", Int64TensorType([None, 1]))])
test = np.stack([plain[:, 0], plain[:, 1], np.round(plain[:, 2])], 1)
save("columns", graph, test, {"a": plain[:, :1], "b": plain[:, 1:2], "c": test[:, 2:].astype(np.int64)})


def ensemble(mode, aggregate, transform, targets=1, tracks=None):
    """A grown forest with one comparison throughout, which no exporter writes."""
    keys = {k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids",
                            "missing_value_tracks_true")}
    target = {k: [] for k in ("treeids", "nodeids", "ids", "weights")}
    for tree in range(7):
        count = 0

        def grow(depth):
            nonlocal count
            me = count
            count += 1
            at = len(keys["treeids"])
            leaf = depth == 4 or (depth > 1 and rng.random() < 0.2)
            for key, value in (("treeids", tree), ("nodeids", me), ("featureids", int(rng.integers(FEATURES))),
                               ("values", float(np.round(rng.normal() * 2) / 2)), ("modes", "LEAF" if leaf else mode),
                               ("truenodeids", 0), ("falsenodeids", 0),
                               ("missing_value_tracks_true", 0 if tracks is None else int(rng.integers(2)))):
                keys[key].append(value)
            if leaf:
                for t in range(targets):
                    for key, value in (("treeids", tree), ("nodeids", me), ("ids", t), ("weights", float(rng.normal()))):
                        target[key].append(value)
            else:
                keys["truenodeids"][at] = grow(depth + 1)
                keys["falsenodeids"][at] = grow(depth + 1)
            return me

        grow(0)
    attributes = {f"nodes_{k}": v for k, v in keys.items()} | {f"target_{k}": v for k, v in target.items()}
    node = helper.make_node("TreeEnsembleRegressor", ["X"], ["Y"], domain="ai.onnx.ml", n_targets=targets,
                            aggregate_function=aggregate, post_transform=transform,
                            base_values=[0.5] * targets, **attributes)
    graph = helper.make_graph([node], "g", [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, FEATURES])],
                              [helper.make_tensor_value_info("Y", TensorProto.FLOAT, [None, targets])])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)],
                             ir_version=8)


for mode in ("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"):
    for tracks in (None, True):
        rows = np.round(hostile() * 2) / 2
        name = f"mode-{mode.lower().replace('_', '-')}" + ("-tracks" if tracks else "")
        save(name, ensemble(mode, "SUM", "NONE", tracks=tracks), rows, {"X": rows})
for aggregate in ("SUM", "AVERAGE", "MIN", "MAX"):
    for targets in (1, 3):
        rows = hostile()
        save(f"aggregate-{aggregate.lower()}-{targets}", ensemble("BRANCH_LEQ", aggregate, "NONE", targets), rows, {"X": rows})
for transform in ("NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO", "PROBIT"):
    rows = hostile()
    save(f"transform-{transform.lower()}", ensemble("BRANCH_LT", "SUM", transform, 1 if transform in ("PROBIT",) else 3),
         rows, {"X": rows})


def graph_of(name, nodes, inputs, outputs, feeds, rows, opset=18, constants=()):
    graph = helper.make_graph(nodes, "g", inputs, outputs, initializer=list(constants))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset), helper.make_opsetid("ai.onnx.ml", 3)],
                              ir_version=8)
    onnx.checker.check_model(model)
    save(name, model, rows, feeds)


info = helper.make_tensor_value_info
rows = tame(20)
graph_of("several-outputs", [helper.make_node("Add", ["A", "B"], ["S"]), helper.make_node("Sub", ["A", "B"], ["D"])],
         [info("A", TensorProto.FLOAT, ["n", 3]), info("B", TensorProto.FLOAT, ["n", 3])],
         [info("S", TensorProto.FLOAT, ["n", 3]), info("D", TensorProto.FLOAT, ["n", 3])],
         {"A": rows[:, :3], "B": rows[:, 3:]}, rows)
for kind, dtype in ((TensorProto.DOUBLE, np.float64), (TensorProto.INT64, np.int64), (TensorProto.INT32, np.int32),
                    (TensorProto.INT8, np.int8), (TensorProto.INT16, np.int16), (TensorProto.UINT8, np.uint8), (TensorProto.FLOAT16, np.float16),
                    (TensorProto.BOOL, np.bool_)):
    values = np.abs(np.round(rows)).astype(dtype)
    graph_of(f"identity-{np.dtype(dtype).name}", [helper.make_node("Identity", ["A"], ["Y"])],
             [info("A", kind, ["n", FEATURES])], [info("Y", kind, ["n", FEATURES])], {"A": values}, values.astype(float))
texts = rng.choice(["a", "b", "ü", "漢"], size=(20, 2)).astype(object)
graph_of("identity-string", [helper.make_node("Identity", ["A"], ["Y"])],
         [info("A", TensorProto.STRING, ["n", 2])], [info("Y", TensorProto.STRING, ["n", 2])], {"A": texts}, texts)
image = tame(4)[:, :4].reshape(4, 1, 2, 2)
graph_of("image", [helper.make_node("GlobalAveragePool", ["A"], ["P"]), helper.make_node("Flatten", ["P"], ["Y"])],
         [info("A", TensorProto.FLOAT, ["n", 1, 2, 2])], [info("Y", TensorProto.FLOAT, ["n", 1])], {"A": image},
         image.reshape(4, 4))
print(len(os.listdir(OUT)), "cases, onnxruntime", ort.__version__)
