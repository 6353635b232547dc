"""Agreement, consensus and label issues by the reference libraries, on labels made afresh with a seed.

    python labels_cases.py FOLDER [SEED]

Writes the labels as CSV and `expected.csv` with name, value and the relative tolerance of each comparison; lists of rows
stand in `lists.csv`. `LabelComparisonTest` computes the same names and compares.
"""
import csv
import os
import sys
import warnings

warnings.simplefilter("ignore")

import krippendorff
import numpy as np
import pandas as pd
from cleanlab.count import compute_confident_joint, get_confident_thresholds
from cleanlab.filter import find_label_issues
from cleanlab.multiannotator import get_label_quality_multiannotator
from cleanlab.rank import get_label_quality_scores
from crowdkit.aggregation import MACE, DawidSkene, MajorityVote, OneCoinDawidSkene
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

FORMULA, OPTIMISED = 1e-9, 1e-6
folder = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
rng = np.random.default_rng(seed)
expected, lists = [], []


def expect(name, value, tolerance=FORMULA):
    expected.append((name, repr(float(value)), tolerance))


def write(name, **columns):
    pd.DataFrame(columns).to_csv(os.path.join(folder, name), index=False)


def given_labels(items, annotators, classes, each):
    """Sparse labels by annotators of different skill; item, annotator and class first appear in rising order."""
    truth = rng.choice(classes, items, p=rng.dirichlet(np.full(classes, 5.0)))
    skill = rng.uniform(0.4, 0.95, annotators)
    rows = []
    for j in range(annotators):
        rows.append((0, j, int(truth[0]) if rng.random() < skill[j] else int(rng.integers(classes))))
    for i in range(1, items):
        for j in sorted(rng.choice(annotators, int(rng.integers(1, each + 1)), replace=False)):
            right = rng.random() < skill[j]
            rows.append((i, int(j), int(truth[i]) if right else int(rng.integers(classes))))
    # MACE of crowd-kit needs classes that first appear in rising order.
    order = {}
    for row in rows:
        order.setdefault(row[2], len(order))
    rows = [(i, j, order[k]) for i, j, k in rows]
    return pd.DataFrame(rows, columns=["item", "annotator", "label"]), truth, order


def agreement():
    full = rng.integers(0, 5, (300, 7))
    full = np.where(rng.random((300, 7)) < 0.6, full[:, :1], full)
    long = pd.DataFrame(full).stack().reset_index()
    write("full.csv", item=long.level_0, annotator=long.level_1, label=long[0])
    counts = np.stack([(full == k).sum(1) for k in range(5)], axis=1)
    expect("fleiss", fleiss_kappa(counts, method="fleiss"))
    expect("randolph", fleiss_kappa(counts, method="randolph"))
    table = np.zeros((5, 5))
    np.add.at(table, (full[:, 0], full[:, 1]), 1)
    for kind, name in ((None, "plain"), ("linear", "linear"), ("quadratic", "quadratic")):
        result = cohens_kappa(table, wt=kind)
        expect(f"cohen.{name}", result.kappa)
        expect(f"cohen.{name}.sklearn", cohen_kappa_score(full[:, 0], full[:, 1], weights=kind))
        expect(f"cohen.{name}.low", result.kappa_low)
        expect(f"cohen.{name}.high", result.kappa_upp)
    data, _, _ = given_labels(400, 9, 4, 5)
    write("sparse.csv", item=data.item, annotator=data.annotator, label=data.label)
    wide = data.pivot(index="annotator", columns="item", values="label").to_numpy(float) + 1
    for scale in ("nominal", "ordinal", "interval", "ratio"):
        expect(f"alpha.{scale}", krippendorff.alpha(wide, level_of_measurement=scale))


def consensus():
    data, truth, order = given_labels(600, 15, 4, 5)
    write("consensus.csv", item=data.item, annotator=data.annotator, label=data.label)
    crowd = data.rename(columns={"item": "task", "annotator": "worker"})
    votes = MajorityVote().fit(crowd)
    clear = (votes.probas_.eq(votes.probas_.max(axis=1), axis=0)).sum(axis=1) == 1
    for i in clear[clear].index:
        expect(f"majority.{i}", votes.labels_[i])
    models = {
        "dawid-skene": DawidSkene().fit(crowd),
        "one-coin": OneCoinDawidSkene().fit(crowd),
        "mace": MACE().fit(crowd),
    }
    for name, model in models.items():
        for i, row in model.probas_.iterrows():
            for k, p in row.items():
                # crowd-kit leaves probabilities of at least 1e-10; below that only the absolute error counts.
                expect(f"{name}.{i}.{k}", p, max(OPTIMISED, 1e-9 / max(p, 1e-300)))
    for j, skill in models["one-coin"].skills_.items():
        expect(f"one-coin.skill.{j}", skill, OPTIMISED)
    for j in range(15):
        expect(f"mace.skill.{j}", models["mace"].spamming_[j, 1], OPTIMISED)
    classes = 4
    guess = np.array([order.get(int(t), 0) for t in truth])
    p = rng.dirichlet(np.full(classes, 0.7), len(truth))
    p[np.arange(len(truth)), guess] += 1.2 * rng.random(len(truth))
    p = (p / p.sum(1, keepdims=True)).round(9)
    p[:, -1] = 1 - p[:, :-1].sum(1)
    p = p.clip(0, 1)
    write("model.csv", **{f"p{k}": p[:, k] for k in range(classes)})
    wide = data.pivot(index="item", columns="annotator", values="label").to_numpy(float)
    crowdlab = get_label_quality_multiannotator(wide, p, return_weights=True, verbose=False)
    expect("crowdlab.model", crowdlab["model_weight"])
    expect("crowdlab.annotators", crowdlab["annotator_weight"].sum())
    for i, row in crowdlab["label_quality"].iterrows():
        expect(f"crowdlab.label.{i}", row.consensus_label)
        expect(f"crowdlab.quality.{i}", row.consensus_quality_score)
    for j, row in crowdlab["annotator_stats"].iterrows():
        expect(f"crowdlab.annotator.{j}", row.annotator_quality)
        expect(f"crowdlab.worst.{j}", row.worst_class)


def depends_on_ties(labels, p):
    """Whether rounding the joint depends on how numpy's unstable sort orders equal remainders."""
    raw = compute_confident_joint(labels, p, calibrate=False)
    sums = np.clip(raw.sum(axis=1), 1e-100, None)
    for row in (raw.T / sums * np.bincount(labels, minlength=len(raw))).T:
        short = int(round(row.sum() - row.round().sum()))
        rest = np.sort(row - row.round())[:: -1 if short > 0 else 1]
        if short and abs(short) < len(rest) and abs(rest[abs(short) - 1] - rest[abs(short)]) < 1e-9:
            return True
    return False


def issues(name, rows, classes):
    while True:
        labels, p = given_and_believed(rows, classes)
        if not depends_on_ties(labels, p):
            break
    compare_issues(name, labels, p, classes)


def given_and_believed(rows, classes):
    p = rng.dirichlet(np.linspace(0.3, 1.5, classes), rows)
    truth = np.array([rng.choice(classes, p=row) for row in p])
    wrong = rng.random(rows) < 0.15
    labels = np.where(wrong, rng.integers(0, classes, rows), truth)
    if classes > 6:
        labels[labels == classes - 1] = 0  # a class that nobody is labelled with
    return labels, p


def compare_issues(name, labels, p, classes):
    write(f"issues-{name}.csv", label=labels, **{f"p{k}": p[:, k] for k in range(classes)})
    for k, value in enumerate(get_confident_thresholds(labels, p)):
        expect(f"{name}.threshold.{k}", value)
    raw = compute_confident_joint(labels, p, calibrate=False)
    calibrated = compute_confident_joint(labels, p, calibrate=True)
    for i in range(classes):
        for j in range(classes):
            expect(f"{name}.count.{i}.{j}", raw[i, j])
            expect(f"{name}.estimate.{i}.{j}", calibrated[i, j])
    for method in ("self_confidence", "normalized_margin", "confidence_weighted_entropy"):
        for i, value in enumerate(get_label_quality_scores(labels, p, method=method)[:200]):
            expect(f"{name}.{method}.{i}", value)
    for by in (
        "prune_by_noise_rate",
        "prune_by_class",
        "both",
        "confident_learning",
        "predicted_neq_given",
        "low_normalized_margin",
        "low_self_confidence",
    ):
        found = find_label_issues(labels, p, filter_by=by, return_indices_ranked_by="self_confidence", n_jobs=1)
        lists.append((f"{name}.{by}", " ".join(map(str, found))))


agreement()
consensus()
issues("three", 2000, 3)
issues("two", 400, 2)
issues("many", 3000, 9)
issues("few", 30, 4)
for name, head, rows in (("expected", ["name", "value", "tolerance"], expected), ("lists", ["name", "rows"], lists)):
    with open(os.path.join(folder, name + ".csv"), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
with open(os.path.join(folder, "seed.txt"), "w") as file:
    file.write(str(seed))
print(f"{len(expected)} numbers and {len(lists)} lists, seed {seed}")
