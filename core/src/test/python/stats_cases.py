"""Numbers of the reference libraries on rows made afresh with a seed.

    python stats_cases.py FOLDER [SEED]

Writes the rows as CSV and `expected.csv` with name, value and the relative tolerance of each comparison.
`ReferenceComparisonTest` computes the same names and compares.
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
import statsmodels.api as sm
from scipy import stats
from sklearn import metrics as m
from sklearn.isotonic import IsotonicRegression
from statsmodels.stats import contingency_tables, multitest, proportion
from statsmodels.stats.power import NormalIndPower

FORMULA, P_VALUE, OPTIMISED = 1e-9, 1e-6, 1e-6
folder = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
rng = np.random.default_rng(seed)
expected = []


def expect(name, value, tolerance=FORMULA):
    expected.append((name, repr(float(value)), tolerance))


def write(name, **columns):
    pd.DataFrame(columns).to_csv(os.path.join(folder, name), index=False)


def rounded(p):
    """scipy takes 1 - cdf here, so that its own p is only good to about 1e-14 absolute."""
    return max(P_VALUE, 1e-14 / max(p, 1e-300))


def binary():
    n = 2500
    p = np.round(rng.beta(1.2, 2.0, n), 3).clip(0.001, 0.999)
    q = (0.6 * p + 0.4 * rng.random(n)).round(4)
    y = (rng.random(n) < p**1.3).astype(int)
    w = rng.integers(1, 6, n).astype(float)
    write("binary.csv", p=p, q=q, y=y, w=w)
    for prefix, weight in (("binary.", None), ("weighted.", w)):
        act = p >= 0.35
        expect(prefix + "auc", m.roc_auc_score(y, p, sample_weight=weight))
        expect(prefix + "average_precision", m.average_precision_score(y, p, sample_weight=weight))
        expect(prefix + "log_loss", m.log_loss(y, p, sample_weight=weight))
        expect(prefix + "brier", m.brier_score_loss(y, p, sample_weight=weight))
        expect(prefix + "accuracy", m.accuracy_score(y, act, sample_weight=weight))
        expect(prefix + "balanced_accuracy", m.balanced_accuracy_score(y, act, sample_weight=weight))
        expect(prefix + "precision", m.precision_score(y, act, sample_weight=weight))
        expect(prefix + "recall", m.recall_score(y, act, sample_weight=weight))
        expect(prefix + "f1", m.f1_score(y, act, sample_weight=weight))
        expect(prefix + "f_beta", m.fbeta_score(y, act, beta=2, sample_weight=weight))
        expect(prefix + "mcc", m.matthews_corrcoef(y, act, sample_weight=weight))
        expect(prefix + "kappa", m.cohen_kappa_score(y, act, sample_weight=weight))
    precision, recall, cuts = m.precision_recall_curve(y, p)
    keeps = precision[:-1] >= 0.6
    expect("binary.recall_at_precision", recall[:-1][keeps].max())
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-300)
    expect("threshold.f1", f1.max())
    costs = {t: 20 * ((p >= t) & (y == 0)).sum() + 60 * ((p < t) & (y == 1)).sum() for t in np.unique(p)}
    expect("threshold.cost", min(min(costs.values()), 60 * y.sum()) * 1000 / n)

    def shares(s):
        psi = (s[y == 1][:, None] > s[y == 0][None, :]) + 0.5 * (s[y == 1][:, None] == s[y == 0][None, :])
        return psi.mean(), psi.mean(1), psi.mean(0)

    (a, a1, a0), (b, b1, b0) = shares(p), shares(q)
    z = stats.norm.ppf(0.975)
    alone = np.sqrt(a1.var(ddof=1) / len(a1) + a0.var(ddof=1) / len(a0))
    paired = np.sqrt((a1 - b1).var(ddof=1) / len(a1) + (a0 - b0).var(ddof=1) / len(a0))
    expect("delong.low", a - z * alone)
    expect("delong.difference", a - b)
    expect("delong.p", 2 * stats.norm.sf(abs(a - b) / paired), P_VALUE)
    curve = IsotonicRegression(out_of_bounds="clip").fit(p, y)
    for at in (0.0, 0.1, 0.33, 0.5, 0.9, 1.0):
        expect(f"isotonic.{at}", curve.predict([at])[0])
    logit = np.log(p / (1 - p))
    line = sm.Logit(y, sm.add_constant(logit)).fit(disp=0, tol=1e-14)
    expect("calibration.intercept", line.params[0], OPTIMISED)
    expect("calibration.slope", line.params[1], OPTIMISED)
    expect("calibration.slope.low", line.conf_int()[1][0], OPTIMISED)


def classes():
    n = 1500
    q = rng.dirichlet([1.0, 2.0, 1.5, 0.7], n)
    y = np.array([rng.choice(4, p=row) for row in q])
    write("classes.csv", p0=q[:, 0], p1=q[:, 1], p2=q[:, 2], p3=q[:, 3], y=y)
    act = q.argmax(1)
    expect("classes.accuracy", m.accuracy_score(y, act))
    expect("classes.log_loss", m.log_loss(y, q))
    expect("classes.macro_f1", m.f1_score(y, act, average="macro"))
    expect("classes.weighted_f1", m.f1_score(y, act, average="weighted"))
    expect("classes.macro_precision", m.precision_score(y, act, average="macro"))
    expect("classes.macro_auc", m.roc_auc_score(y, q, multi_class="ovr"))
    expect("classes.weighted_auc", m.roc_auc_score(y, q, multi_class="ovr", average="weighted"))
    expect("classes.mcc", m.matthews_corrcoef(y, act))
    expect("classes.kappa", m.cohen_kappa_score(y, act))
    expect("classes.kappa_linear", m.cohen_kappa_score(y, act, weights="linear"))
    expect("classes.kappa_quadratic", m.cohen_kappa_score(y, act, weights="quadratic"))
    expect("classes.micro_f1", m.f1_score(y, act, average="micro"))
    for name, score in (("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)):
        for k, value in enumerate(score(y, act, average=None)):
            expect(f"class.{k}.{name}", value)
    for k in range(4):
        expect(f"class.{k}.auc", m.roc_auc_score(y == k, q[:, k]))
    expect("classes.brier", ((q - np.eye(4)[y]) ** 2).sum(1).mean())
    expect("classes.balanced_accuracy", m.balanced_accuracy_score(y, act))


def numbers():
    y = rng.gamma(2.0, 3.0, 1200)
    f = (y + rng.normal(size=1200)).clip(0.05)
    write("numbers.csv", y=y, f=f)
    expect("numbers.rmse", m.root_mean_squared_error(y, f))
    expect("numbers.mae", m.mean_absolute_error(y, f))
    expect("numbers.mape", m.mean_absolute_percentage_error(y, f))
    expect("numbers.r2", m.r2_score(y, f))
    expect("numbers.pinball", m.mean_pinball_loss(y, f, alpha=0.5))
    expect("numbers.poisson_deviance", m.mean_poisson_deviance(y, f))
    expect("numbers.gamma_deviance", m.mean_gamma_deviance(y, f))


def samples():
    pairs = {
        "large": (rng.normal(size=900), rng.normal(0.1, 1.1, 1300)),
        "asymptotic": (rng.exponential(size=12000), rng.exponential(1.03, 400)),
        "ties": (rng.integers(0, 9, 70).astype(float), rng.integers(0, 10, 55).astype(float)),
        "small": (rng.normal(size=7), rng.normal(0.5, 1, 11)),
    }
    for name, (a, b) in pairs.items():
        write(f"sample-{name}-a.csv", v=a)
        write(f"sample-{name}-b.csv", v=b)
        ks = stats.ks_2samp(a, b)
        expect(f"{name}.ks", ks.statistic)
        expect(f"{name}.ks.p", ks.pvalue, P_VALUE)
        expect(f"{name}.ks.asymptotic", stats.ks_2samp(a, b, method="asymp").pvalue, P_VALUE)
        u = stats.mannwhitneyu(a, b)
        expect(f"{name}.u", u.statistic)
        expect(f"{name}.u.p", u.pvalue, P_VALUE)
        cvm = stats.cramervonmises_2samp(a, b)
        expect(f"{name}.cvm", cvm.statistic)
        expect(f"{name}.cvm.p", cvm.pvalue, rounded(cvm.pvalue))
        ad = stats.anderson_ksamp([a, b])
        expect(f"{name}.anderson", ad.statistic)
        expect(f"{name}.anderson.p", ad.pvalue, P_VALUE)
        expect(f"{name}.wasserstein", stats.wasserstein_distance(a, b))
        expect(f"{name}.welch.p", stats.ttest_ind(a, b, equal_var=False).pvalue, P_VALUE)


def counts():
    cells = [int(x) for x in rng.integers(3, 40, 4)]
    write("cells.csv", v=cells)
    a, b, c, d = cells
    table = [[a, b], [c, d]]
    expect("fisher", stats.fisher_exact(table)[1], P_VALUE)
    expect("chi2.yates", stats.chi2_contingency(table).pvalue, P_VALUE)
    expect("chi2", stats.chi2_contingency(table, correction=False).pvalue, P_VALUE)
    expect("mcnemar.exact", contingency_tables.mcnemar(table, exact=True).pvalue, P_VALUE)
    expect("mcnemar", contingency_tables.mcnemar(table, exact=False).pvalue, P_VALUE)
    for kind, name in (("wilson", "wilson"), ("beta", "clopper")):
        low, high = proportion.proportion_confint(a, a + b, method=kind)
        expect(name + ".low", low)
        expect(name + ".high", high)
    p = np.sort(rng.random(12) ** 3)
    write("p.csv", v=p)
    for kind, name in (("holm", "holm"), ("fdr_bh", "bh"), ("fdr_by", "by")):
        for i, value in enumerate(multitest.multipletests(p, method=kind)[1]):
            expect(f"{name}.{i}", value)
    expect("samplesize", NormalIndPower().solve_power(effect_size=0.25, alpha=0.05, power=0.8), OPTIMISED)


def drift():
    import nannyml as nml
    from evidently.legacy.calculations import stattests as e
    from evidently.legacy.core import ColumnType
    from nannyml.drift.univariate.methods import FeatureType, MethodFactory

    for name, n in (("small", 4000), ("large", 12000)):
        a = pd.Series(rng.normal(size=n).round(6))
        b = pd.Series(rng.normal(0.15, 1.1, 2500).round(6))
        c = pd.Series(rng.choice(list("abcdefg"), n, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.06, 0.04]))
        d = pd.Series(rng.choice(list("abcdeghi"), 2500))
        write(f"drift-{name}-reference.csv", x=a, c=c)
        write(f"drift-{name}-current.csv", x=b, c=d)
        number, text = ColumnType.Numerical, ColumnType.Categorical
        for test, key, tolerance in (
            (e.psi_stat_test, "PSI", FORMULA),
            (e.kl_div_stat_test, "KL", FORMULA),
            (e.jensenshannon_stat_test, "JENSEN_SHANNON", FORMULA),
            (e.hellinger_stat_test, "HELLINGER", FORMULA),
        ):
            expect(f"evidently.{name}.{key}.x", test.func(a.copy(), b.copy(), number, 0.1)[0], tolerance)
            expect(f"evidently.{name}.{key}.c", test.func(c.copy(), d.copy(), text, 0.1)[0], tolerance)
        for test, key in ((e.ks_stat_test, "KS"), (e.cramer_von_mises, "CRAMER_VON_MISES")):
            p = test.func(a, b, number, 0.05)[0]
            expect(f"evidently.{name}.{key}.x", p, P_VALUE if key == "KS" else rounded(p))
        expect(f"evidently.{name}.WASSERSTEIN.x", e.wasserstein_stat_test.func(a, b, number, 0.1)[0])
        for key in ("jensen_shannon", "hellinger", "wasserstein", "kolmogorov_smirnov"):
            method = _nanny(MethodFactory, FeatureType.CONTINUOUS, key)
            method._fit(a)
            ours = {"kolmogorov_smirnov": "KS"}.get(key, key.upper())
            expect(f"nannyml.{name}.{ours}.x", method._calculate(b))
        for key in ("jensen_shannon", "hellinger", "chi2", "l_infinity"):
            method = _nanny(MethodFactory, FeatureType.CATEGORICAL, key)
            method._fit(c)
            ours = {"chi2": "CHI_SQUARE"}.get(key, key.upper())
            expect(f"nannyml.{name}.{ours}.c", method._calculate(d))
    frame = pd.DataFrame({"x0": rng.normal(size=1500), "x1": rng.random(1500)})
    frame["x2"] = frame.x0 + 0.3 * rng.normal(size=1500)
    frame["x3"] = rng.choice(list("abc"), 1500, p=[0.6, 0.3, 0.1])
    other = frame.assign(x2=rng.normal(size=1500))
    frame.to_csv(os.path.join(folder, "together-reference.csv"), index=False)
    other.to_csv(os.path.join(folder, "together-current.csv"), index=False)
    calculator = nml.DataReconstructionDriftCalculator(column_names=list(frame.columns), chunk_size=1500)
    calculator.fit(frame.copy())
    values = calculator.calculate(other.copy()).to_df()[("reconstruction_error", "value")]
    expect("nannyml.reconstruction", values.iloc[-1])


def _nanny(factory, feature_type, key):
    from nannyml.chunk import DefaultChunker
    from nannyml.thresholds import StandardDeviationThreshold

    return factory.create(
        key=key, feature_type=feature_type, chunker=DefaultChunker(), threshold=StandardDeviationThreshold())


for part in (binary, classes, numbers, samples, counts, drift):
    part()
with open(os.path.join(folder, "expected.csv"), "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["name", "value", "tolerance"])
    writer.writerows(expected)
with open(os.path.join(folder, "seed.txt"), "w") as file:
    file.write(str(seed))
print(f"{len(expected)} numbers, seed {seed}")
