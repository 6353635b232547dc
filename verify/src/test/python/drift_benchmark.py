"""Drift of 1,000,000 + 1,000,000 rows × 20 columns (15 numbers, 5 texts of 20 values) from Parquet: CPU seconds and
peak memory of Evidently's drift and summary report, and of `trefoil drift` on the same files, each a process of its own
from its start to its result.

    python drift_benchmark.py FOLDER TREFOIL [--ours]
"""
import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

EVIDENTLY = """
import sys
import pandas as pd
from evidently import Report, Dataset, DataDefinition
from evidently.presets import DataDriftPreset, DataSummaryPreset
before, after = (pd.read_parquet(path) for path in sys.argv[1:])
texts = [c for c in before.columns if before[c].dtype == object]
kinds = DataDefinition(numerical_columns=[c for c in before.columns if c not in texts], categorical_columns=texts)
for rows in (before, after):
    rows[texts] = rows[texts].astype("category")
report = Report([DataDriftPreset(), DataSummaryPreset()])
result = report.run(Dataset.from_pandas(after, kinds), Dataset.from_pandas(before, kinds)).dict()
print(len(result["metrics"]), "metrics")
"""


def make(path, seed, shift, n=1_000_000):
    rng = np.random.default_rng(seed)
    columns = {f"f{k}": rng.normal(size=n) + (shift if k == 0 else 0) for k in range(8)}
    columns |= {f"f{k}": np.exp(rng.normal(size=n)) for k in range(8, 15)}
    names = np.array([f"v{k}" for k in range(20)], dtype=object)
    columns |= {f"f{k}": names[rng.integers(0, 20, n)] for k in range(15, 20)}
    pd.DataFrame(columns).to_parquet(path, index=False)


def run(name, command, **more):
    """CPU seconds of a process and all its children, and the largest of them."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{name} ended with {os.waitstatus_to_exitcode(status)}:\n{out}")
    print(f"{name}: {used.ru_utime + used.ru_stime:.2f} CPU-s, {used.ru_maxrss / 1024:.0f} MB; "
          f"{out.strip().splitlines()[-1]}", flush=True)


folder = Path(sys.argv[1])
before, after = folder / "reference.parquet", folder / "current.parquet"
if "--make" in sys.argv:
    folder.mkdir(parents=True, exist_ok=True)
    make(before, 1, 0)
    make(after, 2, 0.2)
    sys.exit()
if not after.exists():
    # Apart: a process counts the memory of the one that starts it among its own peak.
    subprocess.run([sys.executable, __file__, sys.argv[1], "--make"], check=True)
if "--ours" not in sys.argv:
    run("Evidently", [sys.executable, "-c", EVIDENTLY, str(before), str(after)])
for profile in ("trefoil", "evidently-0.7", "nannyml-0.13"):
    for _ in range(3 if profile == "trefoil" else 1):
        run(f"Trefoil, profile {profile}", [sys.argv[2], "drift", "--reference", str(before), "--current", str(after),
                                            "--profile", profile])
