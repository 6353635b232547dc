"""The references' side of StatisticsBenchmark, CPU seconds: scikit-learn's AUC in a loop over cluster resamples,
crowd-kit's Dawid-Skene, cleanlab's label issues. With a class path it runs ours right after.

    python statistics_benchmark.py [RESAMPLES [CLASSPATH]]   (default 20; the time for 1,000 is scaled from it)
"""
import subprocess
import sys
import time

import numpy as np
import pandas as pd
from cleanlab.filter import find_label_issues
from crowdkit.aggregation import DawidSkene
from sklearn.metrics import roc_auc_score

resamples = int(sys.argv[1]) if len(sys.argv) > 1 else 20


def noise(seed):
    """A number in [0, 1) that looks random, as LabelBenchmark makes it."""
    mask = np.uint64(0xFFFFFFFF)
    mixed = (seed.astype(np.uint64) * np.uint64(2_654_435_761) + np.uint64(12_345)) & mask
    mixed = ((mixed ^ (mixed >> np.uint64(16))) * np.uint64(2_246_822_519)) & mask
    return (mixed ^ (mixed >> np.uint64(13))) / 4_294_967_296.0


def auc():
    n, clusters = 1_000_000, 90
    i = np.arange(n, dtype=np.int64)
    p = (i * 7919 % 1_000_003) / 1_000_003.0
    y = ((i * 10_459 % 999_983) / 999_983.0 < 0.8 * p).astype(int)
    members = [np.flatnonzero(i % clusters == c) for c in range(clusters)]
    print("auc", repr(float(roc_auc_score(y, p))))
    rng = np.random.default_rng(1)
    start = time.process_time()
    values = []
    for _ in range(resamples):
        rows = np.concatenate([members[c] for c in rng.integers(0, clusters, clusters)])
        values.append(roc_auc_score(y[rows], p[rows]))
    spent = time.process_time() - start
    print(f"{resamples} resamples: {spent:.2f} CPU-s, so {spent * 1000 / resamples:.0f} CPU-s for 1,000; "
          f"[{np.quantile(values, 0.025):.6f}, {np.quantile(values, 0.975):.6f}]")


def dawid_skene(least, gain, annotators, classes):
    items, each = 100_000, 5
    at = np.arange(items * each)
    item = at // each
    annotator = (item * 7 + at % each * 101) % annotators
    right = noise(at) < least + gain * annotator / annotators
    label = np.where(right, item % classes, (classes * noise(at + items * each)).astype(int))
    data = pd.DataFrame({"task": item, "worker": annotator, "label": label})
    texts = data.assign(task="i" + data.task.astype(str), worker="w" + data.worker.astype(str),
                        label="l" + data.label.astype(str))
    for name, rows in (("numbers", data), ("texts", texts)):
        start = time.process_time()
        model = DawidSkene()
        labels = model.fit_predict(rows)
        spent = time.process_time() - start
        checksum = int((labels.to_numpy() * (labels.index.to_numpy() % 97 + 1)).sum()) if name == "numbers" else ""
        print(f"dawid-skene 100,000 items × 5 labels, {annotators} annotators, {classes} classes, ids are {name}: "
              f"{spent:.2f} CPU-s, {len(model.loss_history_)} rounds, checksum {checksum}", flush=True)


def issues():
    n, k = 1_000_000, 10
    i = np.arange(n)
    truth = (k * noise(i)).astype(int)
    p = noise(i[:, None] * k + np.arange(k)[None, :] + 7_000_000)
    p[i, truth] += 4 * noise(i + 3_000_000)
    p /= p.sum(1, keepdims=True)
    label = np.where(noise(i + 5_000_000) < 0.1, (truth + 1) % k, truth)
    start = time.process_time()
    found = find_label_issues(label, p, return_indices_ranked_by="self_confidence", n_jobs=1)
    print(f"label issues 1,000,000 × 10: {time.process_time() - start:.2f} CPU-s, {len(found)} found")


print("-- scikit-learn, crowd-kit, cleanlab")
auc()
dawid_skene(0.5, 0.45, 500, 4)
dawid_skene(0.2, 0.5, 500, 4)
dawid_skene(0.3, 0.4, 5_000, 4)
dawid_skene(0.2, 0.5, 500, 10)
issues()
if len(sys.argv) > 2:
    print("-- Trefoil", flush=True)
    subprocess.run(["java", "-cp", sys.argv[2], "dev.trefoil.verify.bench.StatisticsBenchmark"], check=True)
