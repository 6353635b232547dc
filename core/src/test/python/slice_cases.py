"""The slices that the Python package `sliceline` finds on rows made afresh with a seed.

    python slice_cases.py FOLDER [SEED]

Writes tables of codes with an error, and `expected.csv` with name, value and relative tolerance. `SlicelineTest`
computes the same names and compares.
"""
import csv
import os
import sys
import warnings

warnings.simplefilter("ignore")

import numpy as np
import pandas as pd
from sliceline import Slicefinder

folder = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
rng = np.random.default_rng(seed)
expected = []
for case, (rows, columns, alpha, least, terms) in enumerate(
    [(2000, 6, 0.95, 20, 3), (3000, 8, 0.99, 30, 2), (1500, 5, 0.9, 10, 4), (2500, 7, 0.99, 100, 3)]
):
    codes = np.stack([rng.integers(0, 2 + c % 4, rows) for c in range(columns)], 1)
    bad = (codes[:, 0] == 1) & (codes[:, 2] == 2) & (codes[:, 3] == 1)
    errors = rng.exponential(size=rows) * (1 + 2 * bad) + 0.5 * (codes[:, 1] == 0)
    if case % 2:
        errors = (rng.random(rows) < 0.2 + 0.4 * bad).astype(float)
    frame = pd.DataFrame(codes, columns=[f"c{c}" for c in range(columns)])
    frame["error"] = errors
    frame.to_csv(os.path.join(folder, f"case{case}.csv"), index=False)
    finder = Slicefinder(alpha=alpha, k=8, max_l=terms, min_sup=least, verbose=False).fit(codes, errors)
    expected.append((f"case{case}.slices", len(finder.top_slices_), 0))
    for i, found in enumerate(finder.top_slices_statistics_):
        expected.append((f"case{case}.{i}.score", repr(float(found["slice_score"])), 1e-9))
        expected.append((f"case{case}.{i}.rows", float(found["slice_size"]), 0))
        expected.append((f"case{case}.{i}.errors", repr(float(found["sum_slice_error"])), 1e-9))
with open(os.path.join(folder, "expected.csv"), "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["name", "value", "tolerance"])
    writer.writerows(expected)
with open(os.path.join(folder, "seed.txt"), "w") as file:
    file.write(str(seed))
print(f"{len(expected)} numbers, seed {seed}")
