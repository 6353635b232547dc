"""Numbers of Fairlearn on rows made afresh with a seed.

    python fairness_cases.py FOLDER [SEED]

Writes the rows as CSV and `expected.csv` with name, value and relative tolerance. `GroupComparisonReferenceTest`
computes the same names and compares.
"""
import csv
import os
import sys
import warnings

warnings.simplefilter("ignore")

import fairlearn.metrics as f
import numpy as np
import pandas as pd
from sklearn import metrics as m

folder = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
rng = np.random.default_rng(seed)
n = 4000
group = rng.choice(5, n, p=[0.4, 0.3, 0.2, 0.08, 0.02])
p = rng.beta(1.5 + 0.3 * group, 2.5, n).round(4)
y = (rng.random(n) < p ** (1 + 0.1 * group)).astype(int)
act = (p >= 0.4).astype(int)
value = rng.gamma(2, 3, n)
guess = value + rng.normal(0.1 * group, 1 + 0.2 * group)
pd.DataFrame(dict(g=group, p=p, y=y, value=value, guess=guess)).to_csv(os.path.join(folder, "rows.csv"), index=False)
expected = []


def expect(name, number):
    expected.append((name, repr(float(number)), 1e-9))


def frame(prefix, metric, truth, answers):
    by = f.MetricFrame(metrics=metric, y_true=truth, y_pred=answers, sensitive_features=group)
    for g, one in by.by_group.items():
        expect(f"{prefix}.group{g}", one)
    expect(f"{prefix}.difference", by.difference(method="between_groups"))
    expect(f"{prefix}.ratio", by.ratio(method="between_groups"))
    expect(f"{prefix}.difference-to-overall", by.difference(method="to_overall"))
    expect(f"{prefix}.ratio-to-overall", by.ratio(method="to_overall"))


frame("accuracy", m.accuracy_score, y, act)
frame("precision", m.precision_score, y, act)
frame("recall", f.true_positive_rate, y, act)
frame("specificity", f.true_negative_rate, y, act)
frame("false_positive_rate", f.false_positive_rate, y, act)
frame("false_negative_rate", f.false_negative_rate, y, act)
frame("selection_rate", f.selection_rate, y, act)
frame("f1", m.f1_score, y, act)
frame("auc", m.roc_auc_score, y, p)
frame("brier", m.brier_score_loss, y, p)
frame("mae", m.mean_absolute_error, value, guess)
frame("rmse", m.root_mean_squared_error, value, guess)
for overall, suffix in ((False, ""), (True, "-to-overall")):
    how = dict(sensitive_features=group, method="to_overall" if overall else "between_groups")
    expect("demographic_parity.difference" + suffix, f.demographic_parity_difference(y, act, **how))
    expect("demographic_parity.ratio" + suffix, f.demographic_parity_ratio(y, act, **how))
    expect("equalized_odds.difference" + suffix, f.equalized_odds_difference(y, act, **how))
    expect("equalized_odds.ratio" + suffix, f.equalized_odds_ratio(y, act, **how))
    expect("equalized_odds_mean.difference" + suffix, f.equalized_odds_difference(y, act, agg="mean", **how))
    expect("equalized_odds_mean.ratio" + suffix, f.equalized_odds_ratio(y, act, agg="mean", **how))
    expect("equal_opportunity.difference" + suffix, f.equal_opportunity_difference(y, act, **how))
    expect("equal_opportunity.ratio" + suffix, f.equal_opportunity_ratio(y, act, **how))
with open(os.path.join(folder, "expected.csv"), "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["name", "value", "tolerance"])
    writer.writerows(expected)
with open(os.path.join(folder, "seed.txt"), "w") as file:
    file.write(str(seed))
print(f"{len(expected)} numbers, seed {seed}")
