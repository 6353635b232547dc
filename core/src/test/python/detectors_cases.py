"""Where River's detectors find changes in streams made afresh with a seed.

    python detectors_cases.py FOLDER [SEED]

Writes each stream as CSV and `expected.csv` with detector, stream, options, and the places of drifts and of warnings.
The clipped form of Page and Hinkley's test is written out below as scikit-multiflow 0.5 has it, which no longer installs.
KSWIN draws with Python's own generator from the seed among its options, as `Kswin` does.
"""
import csv
import os
import sys

import numpy as np
from river import drift

folder = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
rng = np.random.default_rng(seed)
n = 12_000


def errors(*rates):
    return np.concatenate([(rng.random(n // len(rates)) < rate) for rate in rates]).astype(float)


streams = {
    "abrupt": errors(0.2, 0.4, 0.1),
    "small": errors(0.05, 0.10),
    "still": errors(0.3),
    "rare": errors(0.001, 0.02, 0.0),
    "gradual": (rng.random(n) < np.linspace(0.1, 0.5, n)).astype(float),
    "losses": np.concatenate([rng.beta(2, 8, n // 3), rng.beta(4, 6, n // 3), rng.beta(2, 8, n // 3)]).round(6),
    "normal": np.concatenate([rng.normal(size=n // 2), rng.normal(0.7, 1.2, n // 2)]).round(6),
    "few-values": np.concatenate([rng.integers(0, 4, n // 2), rng.integers(0, 6, n // 2)]).astype(float),
}
binary = ["abrupt", "small", "still", "rare", "gradual"]
bounded = [*binary, "losses"]
every = [*bounded, "normal", "few-values"]
number = int(rng.integers(1, 2**31))


class ClippedPageHinkley:
    """PageHinkley of scikit-multiflow 0.5 (`mode` "up"); "down" is the same on the stream turned over."""

    def __init__(self, form, mode="up", min_instances=30, delta=0.005, threshold=50.0, alpha=0.9999):
        assert form == "clipped"
        self.sign = -1 if mode == "down" else 1
        self.min_instances, self.delta, self.threshold, self.alpha = min_instances, delta, threshold, alpha
        self.drift_detected = False
        self.reset()

    def reset(self):
        self.sample_count, self.x_mean, self.sum = 1, 0.0, 0.0

    def update(self, x):
        if self.drift_detected:
            self.reset()
        x = self.sign * x
        self.x_mean += (x - self.x_mean) / self.sample_count
        self.sum = max(0.0, self.alpha * self.sum + (x - self.x_mean - self.delta))
        self.sample_count += 1
        self.drift_detected = self.sample_count >= self.min_instances and self.sum > self.threshold


plans = [
    ("adwin", drift.ADWIN, every, [{}, {"clock": 1}, {"delta": 0.05, "clock": 7, "max_buckets": 3, "grace_period": 40}]),
    ("ddm", drift.binary.DDM, binary, [{}, {"warm_start": 100, "warning_threshold": 1.5, "drift_threshold": 2.5}]),
    ("eddm", drift.binary.EDDM, binary, [{}, {"alpha": 0.9, "beta": 0.8, "warm_start": 50}]),
    ("hddm-a", drift.binary.HDDMA, bounded, [{}, {"two_sided_test": True, "drift_confidence": 0.01}]),
    ("hddm-w", drift.binary.HDDMW, bounded, [{}, {"two_sided_test": True, "lambda_val": 0.01}]),
    (
        "page-hinkley",
        drift.PageHinkley,
        every,
        [{}, {"mode": "up", "threshold": 20.0, "delta": 0.01}, {"mode": "down", "min_instances": 100}],
    ),
    (
        "page-hinkley",
        ClippedPageHinkley,
        every,
        [
            {"form": "clipped", "mode": "up"},
            {"form": "clipped", "mode": "up", "threshold": 20.0, "delta": 0.01},
            {"form": "clipped", "mode": "down", "min_instances": 100, "threshold": 10.0, "alpha": 0.99},
        ],
    ),
    ("kswin", drift.KSWIN, ["abrupt", "losses", "few-values"], [{"seed": number}, {"seed": 42, "alpha": 0.0001, "window_size": 400, "stat_size": 50}]),
]

for name, values in streams.items():
    with open(os.path.join(folder, f"stream-{name}.csv"), "w") as file:
        file.write("x\n" + "\n".join(map(repr, map(float, values))) + "\n")
rows = 0
with open(os.path.join(folder, "expected.csv"), "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["detector", "stream", "options", "drifts", "warnings"])
    for name, make, over, options in plans:
        for stream in over:
            for chosen in options:
                detector = make(**chosen)
                drifts, warnings = [], []
                for i, x in enumerate(streams[stream]):
                    detector.update(int(x) if stream in binary else float(x))
                    if detector.drift_detected:
                        drifts.append(i)
                    elif getattr(detector, "warning_detected", False):
                        warnings.append(i)
                texts = ";".join(f"{k}={str(v).lower()}" for k, v in chosen.items())
                writer.writerow([name, stream, texts, " ".join(map(str, drifts)), " ".join(map(str, warnings))])
                rows += 1
with open(os.path.join(folder, "seed.txt"), "w") as file:
    file.write(str(seed))
print(f"{rows} runs, seed {seed}")
