"""Whole drift reports of Evidently and NannyML with their defaults, on tables made afresh with a seed.

    python profile_cases.py FOLDER [SEED]

Writes the tables as CSV and `expected.csv` with name, value and relative tolerance. `ProfileReportTest` computes the
same names and compares: which columns are compared, the number for each, whether it drifted, and whether the table
did.
"""
import csv
import os
import sys
import warnings

os.environ["DO_NOT_TRACK"] = "1"
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
warnings.simplefilter("ignore")

import numpy as np
import pandas as pd

folder = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
rng = np.random.default_rng(seed)
expected = []


def expect(name, number, tolerance=1e-9):
    expected.append((name, repr(float(number)), tolerance))


WORDS = ("flight delay storm the and gate Crew crew late_arrival runway fog snow de-icing München ÉTÉ 737 A380 pilot fuel "
         "is of baggage hours missed x connection tower 北京 slot ² wind maintenance weather inbound aircraft").split()


def note(moved):
    """A sentence; where things moved, some words are more frequent."""
    weights = 1 / np.arange(1, len(WORDS) + 1) ** (0.6 - 0.15 * moved)
    words = rng.choice(WORDS, rng.integers(2, 14), p=weights / weights.sum())
    return rng.choice([" ", "; ", " - "]).join(words) + rng.choice([".", "!", ""])


def table(n, moved):
    return pd.DataFrame(dict(
        normal=rng.normal(0.3 * moved, 1, n),
        skewed=np.exp(rng.normal(0, 1 + 0.1 * moved, n)),
        holes=np.where(rng.random(n) < 0.05, np.nan, rng.normal(0, 1, n)),
        few=rng.choice([0.5, 1.5, 2.5, 4.0], n, p=[0.4, 0.3, 0.2, 0.1]),
        count=rng.poisson(20 + 2 * moved, n),
        small=rng.integers(0, 6, n),
        two=rng.integers(0, 2, n),
        text=rng.choice(list("abcdef"), n, p=np.array([3, 2, 2, 1, 1, 1 + moved]) / (10 + moved)),
        pair=rng.choice(["yes", "no"], n, p=[0.6 + 0.05 * moved, 0.4 - 0.05 * moved]),
        flag=rng.random(n) < 0.3 + 0.02 * moved,
        notes=[None if rng.random() < 0.02 else note(moved) for _ in range(n)],
    ))


def evidently(name, reference, current):
    from evidently import Report
    from evidently.presets import DataDriftPreset

    found = Report([DataDriftPreset()]).run(current.copy(), reference.copy()).dict()["metrics"]
    for metric in found:
        config = metric["config"]
        if config["type"].endswith("ValueDrift"):
            column, value = config["column"], float(metric["value"])
            p = config["method"].endswith("p_value")
            exact = max(1e-6, 1e-14 / max(value, 1e-300)) if p else 1e-9
            expect(f"evidently.{name}.{column}", value, exact)
        elif config["type"].endswith("DriftedColumnsCount"):
            expect(f"evidently.{name}.drifted", metric["value"]["count"], 0)


def nannyml(name, reference, current):
    import nannyml as nml

    # NannyML takes every column as it is told: numbers, truths as texts.
    columns = [column for column in reference.columns if column != "notes"]
    reference, current = (frame.assign(flag=frame.flag.map({True: "true", False: "false"})) for frame in (reference, current))
    calculator = nml.UnivariateDriftCalculator(
        column_names=columns, continuous_methods=["jensen_shannon"], categorical_methods=["jensen_shannon"], chunk_number=10)
    calculator.fit(reference.copy())
    calculator.chunker = nml.chunk.CountBasedChunker(1)
    result = calculator.calculate(current.copy()).filter(period="analysis").to_df()
    for column in columns:
        expect(f"nannyml.{name}.{column}", result[(column, "jensen_shannon", "value")].iloc[-1])
        expect(f"nannyml.{name}.{column}.drifted", result[(column, "jensen_shannon", "alert")].iloc[-1], 0)


for name, n, m, moved in (("small", 900, 700, 1), ("large", 4000, 2500, 1), ("still", 3000, 3000, 0)):
    reference, current = table(n, 0), table(m, moved)
    reference.to_csv(os.path.join(folder, f"{name}-reference.csv"), index=False)
    current.to_csv(os.path.join(folder, f"{name}-current.csv"), index=False)
    evidently(name, reference, current)
    nannyml(name, reference, current)
with open(os.path.join(folder, "expected.csv"), "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["name", "value", "tolerance"])
    writer.writerows(expected)
with open(os.path.join(folder, "seed.txt"), "w") as file:
    file.write(str(seed))
print(f"{len(expected)} numbers, seed {seed}")
