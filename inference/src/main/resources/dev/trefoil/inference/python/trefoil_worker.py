"""Loads one Python model and answers rows over a Unix socket: trefoil_worker.py SOCKET MODEL MEMORY_BYTES NETWORK.

NETWORK is `open`, `closed` (somebody else has closed it) or `filter` (close it here). A frame is its length (uint32)
and its bytes, little-endian. The process ends with the socket, or with its standard input.
"""
import array
import os
import platform
import resource
import shutil
import socket
import struct
import sys
import threading

try:
    import numpy as np
except ImportError:
    np = None

SOCKET, MODEL, MEMORY, NETWORK = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
PID = os.getpid()
TEXT_LIMIT = 2000


# --- limits -----------------------------------------------------------------------------------------------------------
def close_network():
    """A seccomp filter: no sockets but Unix ones, here and in every process that is started from here."""
    import ctypes

    machines = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
    if sys.platform != "linux" or platform.machine() not in machines:
        raise OSError("no way is known to close the network on " + platform.machine())
    machine, socket_call = machines[platform.machine()]
    load, jump_equal, jump_more, answer = 0x20, 0x15, 0x35, 0x06
    allow, deny = 0x7FFF0000, 0x00050000 | 13
    program = [
        (load, 0, 0, 4), (jump_equal, 0, 7, machine),
        (load, 0, 0, 0), (jump_more, 5, 0, 0x40000000), (jump_equal, 4, 0, 425), (jump_equal, 0, 2, socket_call),
        (load, 0, 0, 16), (jump_equal, 0, 1, socket.AF_UNIX), (answer, 0, 0, allow), (answer, 0, 0, deny),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in program)

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]

    libc = ctypes.CDLL(None, use_errno=True)
    held = Program(len(program), code)
    if libc.prctl(38, 1, 0, 0, 0) != 0 or libc.prctl(22, 2, ctypes.byref(held), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel refuses to close the network")


def end_with_the_parent():
    """Standard input ends when the program that started this one does, however it ends."""
    def watch():
        while os.read(0, 1):
            pass
        shutil.rmtree(os.path.dirname(SOCKET), ignore_errors=True)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


# --- frames -----------------------------------------------------------------------------------------------------------
class Reader:
    def __init__(self, data):
        self.data, self.at = memoryview(data), 0

    def take(self, count):
        part = self.data[self.at:self.at + count]
        if len(part) < count:
            raise ValueError("a frame ends too early")
        self.at += count
        return part

    def unpack(self, form):
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0]

    def text(self):
        length = self.unpack("i")
        return None if length < 0 else bytes(self.take(length)).decode()


def text(value):
    if value is None:
        return struct.pack("<i", -1)
    data = str(value).encode("utf-8", "replace")
    return struct.pack("<i", len(data)) + data


def receive(connection):
    def exactly(count):
        parts = bytearray()
        while len(parts) < count:
            part = connection.recv(min(count - len(parts), 1 << 20))
            if not part:
                os._exit(0)
            parts += part
        return parts

    return Reader(exactly(struct.unpack("<I", exactly(4))[0]))


def send(connection, *parts):
    body = b"".join(parts)
    connection.sendall(struct.pack("<I", len(body)) + body)


def explain(problem):
    if isinstance(problem, MemoryError):
        return "it needed more memory than the limit of %d MiB allows" % (MEMORY >> 20)
    if isinstance(problem, SystemExit):
        return "it called sys.exit(%s)" % ("" if problem.code is None else problem.code)
    words = " ".join(str(problem).split())
    where = problem.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = ""
    if where is not None:
        place = " (%s:%d)" % (os.path.basename(where.tb_frame.f_code.co_filename), where.tb_lineno)
    return (type(problem).__name__ + (": " + words if words else ""))[:TEXT_LIMIT] + place


# --- models -----------------------------------------------------------------------------------------------------------
def load():
    if os.path.isdir(MODEL):
        return Pyfunc(MODEL)
    return Pickled(MODEL)


def frame_of(names, columns):
    """A data frame as pandas reads one from a file: a missing text is NaN."""
    import pandas as pd

    filled = []
    for column in columns:
        if column.dtype == object:
            absent = np.array([v is None for v in column], dtype=bool)
            if absent.any():
                column = column.copy()
                column[absent] = np.nan
        filled.append(column)
    return pd.DataFrame(dict(zip(names, filled)))


class Pyfunc:
    """An MLflow folder, through MLflow's own loader."""

    LETTERS = {"integer": "i", "long": "i", "boolean": "b", "string": "s", "datetime": "t"}

    def __init__(self, folder):
        os.environ.setdefault("MLFLOW_TRACKING_URI", "file://" + os.path.dirname(SOCKET))
        import mlflow

        self.model = mlflow.pyfunc.load_model(folder)
        self.schema = self.model.metadata.get_input_schema()
        self.tensor = self.schema is not None and self.schema.is_tensor_spec()
        flavors = self.model.metadata.flavors
        self.kind = next((name for name in flavors if name != "python_function"), "pyfunc")
        self.version = "mlflow " + mlflow.__version__
        known = self.known_classes()
        self.task = "" if not known else "binary" if len(known) == 2 else "multiclass"
        self.width = self.outputs()
        probabilities = flavors.get("python_function", {}).get("predict_fn") == "predict_proba"
        self.classes, self.labels = (known, []) if probabilities else ([], known)
        self.inputs = []
        if self.schema is not None and not self.tensor:
            for column in self.schema.inputs:
                name = getattr(column.type, "name", "").lower()
                letter = self.LETTERS.get(name, "n" if name in ("float", "double") else "s")
                self.inputs.append((column.name, letter, bool(getattr(column, "required", True))))
            if any(name is None for name, _, _ in self.inputs):
                self.inputs = []

    def known_classes(self):
        """Those of a classifier of scikit-learn's kind."""
        try:
            return [str(name) for name in self.model.get_raw_model().classes_]
        except Exception:  # no such model, or an older MLflow
            return []

    def outputs(self):
        schema = self.model.metadata.get_output_schema()
        if schema is None:
            return 1
        if schema.is_tensor_spec() and len(schema.inputs) == 1:
            shape = schema.inputs[0].shape
            return int(shape[1]) if len(shape) == 2 and shape[1] > 0 else 1
        return 1

    def predict(self, names, columns):
        if self.tensor and len(self.schema.inputs) == 1 and self.schema.inputs[0].name is None:
            spec = self.schema.inputs[0]
            matrix = np.stack([np.asarray(c) for c in columns], 1).astype(spec.type)
            return self.model.predict(matrix.reshape([-1] + [int(d) for d in spec.shape[1:]]))
        frame = frame_of(names, columns)
        if self.schema is not None and not self.tensor and self.inputs:
            wanted = {"integer": "int32", "long": "int64", "float": "float32", "double": "float64", "boolean": "bool"}
            for column in self.schema.inputs:
                kind = wanted.get(getattr(column.type, "name", "").lower())
                if kind and column.name in frame and not frame[column.name].isna().any():
                    cast = frame[column.name].astype(kind)
                    if kind in ("float32", "float64") or (cast == frame[column.name]).all():
                        frame[column.name] = cast
        return self.model.predict(frame)


class Pickled:
    """Whatever a pickle holds that can predict."""

    def __init__(self, path):
        try:
            import joblib as loader
        except ImportError:
            loader = None
        if loader is not None:
            self.model = loader.load(path)
        else:
            import pickle

            with open(path, "rb") as file:
                self.model = pickle.load(file)
        if not callable(getattr(self.model, "predict", None)) and not callable(self.model):
            raise TypeError("the pickle holds a %s, which cannot predict" % type(self.model).__name__)
        self.kind = type(self.model).__module__.split(".")[0] + "." + type(self.model).__name__
        library = sys.modules.get(type(self.model).__module__.split(".")[0])
        self.version = str(getattr(library, "__version__", ""))
        if self.version:
            self.version = type(self.model).__module__.split(".")[0] + " " + self.version
        classes = getattr(self.model, "classes_", None)
        self.probabilities = callable(getattr(self.model, "predict_proba", None)) and getattr(classes, "ndim", 0) == 1
        known = [str(c) for c in classes] if getattr(classes, "ndim", 0) == 1 else []
        self.classes, self.labels = (known, []) if self.probabilities else ([], known)
        self.task = "regression" if not known else "binary" if len(known) == 2 else "multiclass"
        self.width = 1
        if self.probabilities:
            self.width = 1 if len(known) == 2 else len(known)
        elif isinstance(getattr(self.model, "n_outputs_", None), int):
            self.width = self.model.n_outputs_
        self.names = [str(n) for n in self._names()]
        self.inputs = [(name, "?", True) for name in self.names]

    def _names(self):
        names = getattr(self.model, "feature_names_in_", None)
        if names is None and callable(getattr(self.model, "feature_name", None)):
            names = self.model.feature_name()
        if names is None and isinstance(getattr(self.model, "feature_names", None), list):
            names = self.model.feature_names
        return [] if names is None else names

    def predict(self, names, columns):
        module = type(self.model).__module__.split(".")[0]
        if np is None:
            rows = [list(row) for row in zip(*columns)]
        elif self.names or any(c.dtype == object for c in columns):
            rows = frame_of(self.names or names, columns)
        else:
            rows = np.stack([np.asarray(c, dtype=float) for c in columns], 1)
        if module == "xgboost" and type(self.model).__name__ == "Booster":
            import xgboost

            return self.model.predict(xgboost.DMatrix(rows))
        if self.probabilities:
            answer = np.asarray(self.model.predict_proba(rows))
            labels = np.asarray(self.model.classes_)[answer.argmax(1)]
            return {"prediction": answer[:, 1] if answer.shape[1] == 2 else answer, "label": labels}
        return self.model.predict(rows) if hasattr(self.model, "predict") else self.model(rows)


# --- rows and answers -------------------------------------------------------------------------------------------------
def columns_of(request):
    """Names and values; lists where there is no numpy."""
    if request.unpack("B") != ord("P"):
        raise ValueError("an unknown question")
    rows, count = request.unpack("i"), request.unpack("i")
    names, columns = [], []
    for _ in range(count):
        names.append(request.text())
        letter = chr(request.unpack("B"))
        if letter == "n":
            columns.append(numbers("d", request.take(8 * rows)))
        elif letter == "i":
            values, absent = numbers("q", request.take(8 * rows)), bytes(request.take(rows))
            if any(absent):
                values = numbers("d", [float("nan") if gone else float(v) for v, gone in zip(values, absent)])
            columns.append(values)
        elif letter == "b":
            values = [None if v == 2 else v == 1 for v in request.take(rows)]
            columns.append(values if np is None else np.array(values, dtype=object if None in values else bool))
        elif letter == "t":
            values = numbers("q", request.take(8 * rows))
            columns.append(values if np is None else values.astype("datetime64[us]"))  # the lowest integer is NaT
        else:
            values = [request.text() for _ in range(rows)]
            if np is not None:
                filled = np.empty(rows, dtype=object)
                filled[:] = values
                values = filled
            columns.append(values)
    return rows, names, columns


def numbers(kind, values):
    plain = array.array(kind)
    if isinstance(values, list):
        plain.extend(values)
    else:
        plain.frombytes(values)
    if sys.byteorder == "big" and not isinstance(values, list):
        plain.byteswap()
    return plain.tolist() if np is None else np.array(plain)


def named(answer):
    """The outputs of an answer by name: data frames, series, arrays, lists and dictionaries of them."""
    if type(answer).__name__ == "DataFrame" and hasattr(answer, "columns"):
        names = [str(c) for c in answer.columns]
        if len(names) == 1:
            return [("prediction", answer.iloc[:, 0].to_numpy())]
        return [(name, answer.iloc[:, i].to_numpy()) for i, name in enumerate(names)]
    if isinstance(answer, dict):
        return [(str(name), values) for name, values in answer.items()]
    if hasattr(answer, "toarray"):
        answer = answer.toarray()
    if hasattr(answer, "to_numpy"):
        answer = answer.to_numpy()
    if isinstance(answer, (list, tuple)) and answer and isinstance(answer[0], dict):
        return [(str(name), [row.get(name) for row in answer]) for name in answer[0]]
    return [("prediction", answer)]


def output(name, values, rows):
    if np is not None:
        values = np.asarray(values)
        count = -1 if values.ndim == 0 else len(values)
    else:
        count = len(values) if isinstance(values, (list, tuple)) else -1
    if count != rows:
        raise ValueError("it answered %s for %d rows" % ("one value" if count < 0 else "%d values" % count, rows))
    if np is not None and values.dtype.kind in "fiub":
        values = values.reshape(rows, -1)
        kind = values.dtype.kind
        letter, form = {"f": ("f", "<f4") if values.dtype.itemsize <= 4 else ("d", "<f8"), "i": ("i", "<i8"),
                        "u": ("i", "<i8"), "b": ("b", "u1")}[kind]
        width, data = values.shape[1], np.ascontiguousarray(values, dtype=form).tobytes()
    else:
        letter, width, data = listed(values.reshape(rows, -1).tolist() if np is not None else values)
    return [text(name), letter.encode(), struct.pack("<i", width), data]


def listed(values):
    """The letter, width and bytes of a list with a value or a list for each row."""
    lists = [list(v) if isinstance(v, (list, tuple)) else [v] for v in values]
    width = len(lists[0]) if lists else 1
    if any(len(v) != width for v in lists):
        raise ValueError("it answered lists of different lengths")
    flat = [v for row in lists for v in row]
    if all(isinstance(v, bool) for v in flat):
        return "b", width, bytes(flat)
    if all(isinstance(v, int) and not isinstance(v, bool) for v in flat):
        return "i", width, struct.pack("<%dq" % len(flat), *flat)
    if all(v is None or isinstance(v, (int, float)) and not isinstance(v, bool) for v in flat):
        return "d", width, struct.pack("<%dd" % len(flat), *[float("nan") if v is None else v for v in flat])
    return "s", width, b"".join(text(None if v is None or v != v else v) for v in flat)


def answer(model, request):
    rows, names, columns = columns_of(request)
    outputs = named(model.predict(names, columns))
    if os.getpid() != PID:
        os._exit(0)  # the model forked, and this is the child
    parts = [b"R", struct.pack("<ii", rows, len(outputs))]
    for name, values in outputs:
        parts += output(name, values, rows)
    return parts


def hello(model):
    facts = {"python": platform.python_version(), "kind": model.kind, "version": model.version, "task": model.task,
             "width": model.width, "typed": "no" if any(letter == "?" for _, letter, _ in model.inputs) else "yes"}
    facts.update(("class.%d" % at, name) for at, name in enumerate(model.classes))
    facts.update(("label.%d" % at, name) for at, name in enumerate(model.labels))
    parts = [b"H", struct.pack("<i", len(facts))]
    for name, value in facts.items():
        parts += [text(name), text(value)]
    parts.append(struct.pack("<i", len(model.inputs)))
    for name, letter, required in model.inputs:
        parts += [text(name), letter.encode(), struct.pack("<B", required)]
    return parts


def main():
    end_with_the_parent()
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(SOCKET)
    try:
        if NETWORK == "filter":
            close_network()
        if MEMORY > 0:
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        model = load()
        send(connection, *hello(model))
    except BaseException as problem:  # whatever the model's code does
        module = getattr(problem, "name", None) if isinstance(problem, ModuleNotFoundError) else None
        send(connection, b"M" + text(module) if module else b"E" + text(explain(problem)))
        os._exit(1)
    while True:
        request = receive(connection)
        try:
            parts = answer(model, request)
        except BaseException as problem:
            if os.getpid() != PID:
                os._exit(0)
            parts = [b"E", text(explain(problem))]
        send(connection, *parts)


main()
