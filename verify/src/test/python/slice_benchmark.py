"""The Python package sliceline on the rows of SliceBenchmark.

    python slice_benchmark.py [ALPHA [TERMS [ROWS [COLUMNS [VALUES]]]]]

It multiplies rows by candidates, so that 50,000 rows of 30 columns with 10 values ask for 40 GB and more; the default
is the largest of the benchmark's sizes that fits into 8.
"""
import resource
import sys
import time

import numpy as np
from sliceline import Slicefinder

alpha = float(sys.argv[1]) if len(sys.argv) > 1 else 0.95
terms, rows, columns, values = (
    int(sys.argv[2 + i]) if len(sys.argv) > 2 + i else least for i, least in enumerate((3, 20_000, 12, 5)))


def mixed(n):
    x = (n * 2_654_435_761 + 1_013_904_223) & 0x7FFFFFFF
    x = ((x ^ (x >> 15)) * 739_982_445) & 0x7FFFFFFF
    return x ^ (x >> 13)


row = np.arange(rows, dtype=np.int64)
codes = np.stack([mixed(row * 31 + c) % values for c in range(columns)], 1)
bad = (codes[:, 3] == 1) & (codes[:, 11] < 3) & (codes[:, 7] == 4)
errors = mixed(row * 31 + 30) % 100_000 / 100_000.0 + 5 * bad
before = time.process_time()
finder = Slicefinder(alpha=alpha, k=10, max_l=terms, min_sup=rows // 100, verbose=False).fit(codes, errors)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(f"alpha {alpha}: {time.process_time() - before:.1f} CPU-s, {peak:.1f} GB, {len(finder.top_slices_)} slices")
for found in finder.top_slices_statistics_:
    print(f"  {found['slice_score']:.12f} {int(found['slice_size'])} {found['sum_slice_error']:.9f}")
