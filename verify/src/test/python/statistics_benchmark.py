"""The reference's side of StatisticsBenchmark: scikit-learn's AUC in a loop over cluster resamples, CPU seconds.

    python statistics_benchmark.py [RESAMPLES]      (default 20; the time for 1,000 is scaled from it)
"""
import sys
import time

import numpy as np
from sklearn.metrics import roc_auc_score

n, clusters = 1_000_000, 90
resamples = int(sys.argv[1]) if len(sys.argv) > 1 else 20
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
