"""Loads a Trefoil model package for MLflow: raw columns in, predictions out."""
import json
import math
import os
import unicodedata
from datetime import datetime, timezone

import numpy as np
import pandas as pd

LARGEST = float(np.finfo(np.float32).max)
YES = {"true", "yes", "t", "y", "1", "1.0"}
NO = {"false", "no", "f", "n", "0", "0.0"}
IDEOGRAPHS = (
    (0x3006, 0x3007), (0x3021, 0x3029), (0x3038, 0x303A), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFA6D),
    (0xFA70, 0xFAD9), (0x16FE4, 0x16FE4), (0x17000, 0x18CFF), (0x1B170, 0x1B2FB), (0x20000, 0x323AF),
)


def _missing(value):
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, (float, np.floating)) and math.isnan(value))


def _text(value):
    """A value as Trefoil writes it: 3 for 3.0, true for True, ISO-8601 for times."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if value == math.floor(value) and abs(value) < 1e15:
            return str(int(value))
        size = abs(value)
        if 1e-3 <= size < 1e7:
            return repr(value)
        digits, exponent = f"{value:e}".split("e")[0], 0
        shortest = np.format_float_scientific(value, unique=True, trim="0")
        digits, exponent = shortest.split("e")
        return f"{digits}E{int(exponent)}"
    if isinstance(value, (datetime, pd.Timestamp)):
        return value.isoformat()
    return str(value)


def _number(value):
    if _missing(value):
        return math.nan
    if isinstance(value, (datetime, pd.Timestamp, np.datetime64)):
        return _micros(value) / 1e6
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _truth(value):
    if _missing(value):
        return math.nan
    if isinstance(value, str):
        word = value.strip().lower()
        return 1.0 if word in YES else 0.0 if word in NO else math.nan
    return 1.0 if float(value) != 0 else 0.0


def _micros(value):
    if _missing(value):
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        return int(math.floor(float(value) * 1e6 + 0.5))
    stamp = pd.Timestamp(value)
    if stamp.tzinfo is not None:
        stamp = stamp.tz_convert(timezone.utc).tz_localize(None)
    return (stamp - pd.Timestamp(0)) // pd.Timedelta(microseconds=1)


def _time(value):
    micros = _micros(value)
    if micros is None:
        return [math.nan] * 6
    day, within = divmod(micros, 86_400_000_000)
    date = (pd.Timestamp(0) + pd.Timedelta(days=day)).date()
    return [date.year, date.month, date.day, date.isoweekday(), within / 3.6e9, micros / 8.64e10]


def _words(text):
    words, word = [], ""
    for c in text.lower():
        code = ord(c)
        ideograph = any(first <= code <= last for first, last in IDEOGRAPHS)
        kind = unicodedata.category(c)
        letter = kind[0] == "L" or kind == "Nd"
        if ideograph or not letter:
            if word:
                words.append(word)
            word = ""
        if ideograph:
            words.append(c)
        elif letter and len(word) < 40:
            word += c
    if word:
        words.append(word)
    return words + [a + " " + b for a, b in zip(words, words[1:])]


def _scaled(value, scale):
    return 0.0 if math.isnan(value) else (value - scale["mean"]) / scale["deviation"]


def _encode(step, values):
    kind = step["step"]
    if kind == "number":
        plain = np.array([min(max(v, -LARGEST), LARGEST) if v == v else v for v in map(_number, values)])
        if "scale" not in step:
            return plain.reshape(-1, 1)
        columns = [np.array([_scaled(v, step["scale"]) for v in plain])]
        if step.get("flagged"):
            columns.append(np.isnan(plain).astype(float))
        return np.stack(columns, 1)
    if kind == "boolean":
        plain = np.array([_truth(v) for v in values])
        return (np.where(np.isnan(plain), 0.5, plain) if step["linear"] else plain).reshape(-1, 1)
    if kind in ("ordinal", "onehot"):
        known = {category: i for i, category in enumerate(step["categories"])}
        count = len(known)
        codes = [math.nan if _missing(v) else known.get(_text(v), count) for v in values]
        if kind == "ordinal":
            return np.array(codes, dtype=float).reshape(-1, 1)
        out = np.zeros((len(values), count + 2))
        for row, code in enumerate(codes):
            out[row, count + 1 if code != code else int(code)] = 1
        return out
    if kind == "time":
        parts = np.array([_time(v) for v in values], dtype=float).reshape(len(values), 6)
        for i, scale in enumerate(step["scales"]):
            parts[:, i] = [_scaled(v, scale) for v in parts[:, i]]
        return parts
    if kind == "text":
        places = {word: i for i, word in enumerate(step["vocabulary"])}
        out = np.zeros((len(values), len(places)))
        for row, value in enumerate(values):
            if not _missing(value):
                for word in _words(_text(value)):
                    at = places.get(word)
                    if at is not None:
                        out[row, at] += step["weights"][at]
                squares = 0.0
                for x in out[row]:
                    squares += x * x
                if squares > 0:
                    out[row] /= math.sqrt(squares)
        return out
    raise ValueError(f"the encoder's step {kind!r} is not known")


class _Linear:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.model = json.load(file)

    def predict(self, matrix):
        sums = []
        for weights, intercept in zip(self.model["coefficients"], self.model["intercepts"]):
            total = np.full(len(matrix), intercept, dtype=float)
            for i, weight in enumerate(weights):
                total = total + np.where(np.isnan(matrix[:, i]), 0.0, weight * matrix[:, i])
            sums.append(total)
        sums = np.stack(sums, 1)
        if self.model["task"] == "binary":
            return 1 / (1 + np.exp(-sums[:, 0]))
        if self.model["task"] == "regression":
            return sums[:, 0]
        powers = np.exp(sums - sums.max(1, keepdims=True))
        return powers / powers.sum(1, keepdims=True)


class _Code:
    """A model that is Python code: an MLflow folder, or a pickle."""

    def __init__(self, folder, classes):
        self.order = None
        self.names = []
        if os.path.exists(os.path.join(folder, "MLmodel")):
            import mlflow

            self.model = mlflow.pyfunc.load_model(folder)
            self.predict = self.model.predict
            stated = self.model.metadata.get_input_schema()
            self.names = list(stated.input_names()) if stated is not None and not stated.is_tensor_spec() else []
            return
        file = next(name for name in sorted(os.listdir(folder)) if name not in ("requirements.txt", "__pycache__"))
        try:
            import joblib as loader
        except ImportError:
            loader = None
        if loader is not None:
            self.model = loader.load(os.path.join(folder, file))
        else:
            import pickle

            with open(os.path.join(folder, file), "rb") as opened:
                self.model = pickle.load(opened)
        self.names = [str(name) for name in getattr(self.model, "feature_names_in_", [])]
        self.predict = getattr(self.model, "predict", self.model)
        if callable(getattr(self.model, "predict_proba", None)):
            own = [str(name) for name in self.model.classes_]
            self.order = [own.index(name) for name in classes] if set(own) == set(classes) else list(range(len(own)))
            self.predict = self._probabilities

    def named(self, frame):
        """The columns under the names that the model itself gives them, where it names as many."""
        return frame.set_axis(self.names, axis=1) if len(self.names) == frame.shape[1] else frame

    def _probabilities(self, frame):
        answer = np.asarray(self.model.predict_proba(frame))[:, self.order]
        return answer[:, 1] if answer.shape[1] == 2 else answer


class TrefoilPackage:
    def __init__(self, folder):
        with open(os.path.join(folder, "trefoil.json"), encoding="utf-8") as file:
            self.manifest = json.load(file)
        self.steps = None
        if self.manifest["encoder"]:
            with open(os.path.join(folder, "encoder.json"), encoding="utf-8") as file:
                self.steps = json.load(file)["steps"]
        weights = os.path.join(folder, self.manifest["weights"])
        runtime = self.manifest["runtime"]
        if runtime == "xgboost":
            import xgboost

            booster = xgboost.Booster(model_file=weights)
            # predictions by position: the names in the booster are those of the encoded features
            self.score = lambda m: booster.inplace_predict(m.astype(np.float32), validate_features=False)
        elif runtime == "lightgbm":
            import lightgbm

            booster = lightgbm.Booster(model_file=weights)
            self.score = booster.predict
        elif runtime == "linear":
            self.score = _Linear(weights).predict
        elif runtime == "python":
            self.code = _Code(weights, self.manifest["signature"]["classes"])
        else:
            raise ValueError(f"the runtime {runtime!r} has no loader for Python")

    def predict(self, model_input, params=None):
        frame = model_input if isinstance(model_input, pd.DataFrame) else pd.DataFrame(model_input)
        inputs = self.manifest["signature"]["inputs"]
        absent = [i["name"] for i in inputs if i["required"] and i["name"] not in frame.columns]
        if absent:
            raise ValueError(f"the rows lack the columns {absent}")
        if self.manifest["runtime"] == "python":
            columns = frame[[i["name"] for i in inputs if i["name"] in frame.columns]]
            return np.asarray(self.code.predict(self.code.named(columns)))
        if self.steps is None:
            matrix = np.stack([[_number(v) for v in frame[i["name"]]] for i in inputs], 1)
        else:
            none = [None] * len(frame)
            parts = []
            for step in self.steps:
                values = list(frame[step["column"]]) if step["column"] in frame.columns else none
                parts.append(_encode(step, values))
            matrix = np.concatenate(parts, 1)
        return np.asarray(self.score(matrix))


def _load_pyfunc(path):
    return TrefoilPackage(path)
