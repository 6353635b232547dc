"""The figures of scoring, libraries and Trefoil beside each other: benchmark_models.py OUT.

Trains the models of the benchmark, times the libraries' own prediction on one thread, has `./trefoil verify --long` run
the JMH benchmarks on the same models and rows, and prints both. Everything is processor time, the best of many rounds, so
that other work on the machine disturbs little.
"""
import json
import os
import subprocess
import sys
import time

import lightgbm as lgb
import numpy as np
import xgboost as xgb

OUT = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[".."] * 4))
FEATURES, ROWS = 30, 20000
LARGE = 100_000_000
SHAPES = [("100x31", 100, 31, -1), ("200x6", 200, 64, 6), ("500x64", 500, 64, -1), ("1000x128", 1000, 128, -1)]


def best(work, count, rounds=12):
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) / count * 1e6


def train(x, y):
    for name, trees, leaves, depth in SHAPES:
        path = f"{OUT}/xgb-{name}.ubj"
        if not os.path.exists(path):
            xgb.train({"objective": "binary:logistic", "tree_method": "hist", "max_leaves": leaves, "nthread": 2,
                       "max_depth": 0 if depth < 0 else depth, "eta": 0.05, "min_child_weight": 0.01,
                       "grow_policy": "depthwise" if depth > 0 else "lossguide"},
                      xgb.DMatrix(x, y), trees).save_model(path)
        path = f"{OUT}/lgb-{name}.txt"
        if not os.path.exists(path):
            lgb.train({"objective": "binary", "num_leaves": leaves, "max_depth": depth, "learning_rate": 0.05,
                       "min_data_in_leaf": 2, "verbose": -1, "num_threads": 2}, lgb.Dataset(x, y), trees).save_model(path)


def enlarge():
    """A model file of 100 MB: the trees of the largest one, as often as needed."""
    path = f"{OUT}/load.ubj"
    if os.path.exists(path):
        return path
    small = f"{OUT}/xgb-1000x128.ubj"
    model = json.loads(bytes(xgb.Booster(model_file=small).save_raw("json")))
    booster = model["learner"]["gradient_booster"]["model"]
    trees, times = booster["trees"], LARGE // os.path.getsize(small) + 1
    booster["trees"] = [dict(trees[i % len(trees)], id=i) for i in range(len(trees) * times)]
    count = len(booster["trees"])
    booster["tree_info"] = [0] * count
    booster["iteration_indptr"] = list(range(count + 1))
    booster["gbtree_model_param"]["num_trees"] = str(count)
    large = xgb.Booster()
    large.load_model(bytearray(json.dumps(model).encode()))
    large.save_model(path)
    return path


def library_loads(path):
    script = ("import sys, time, xgboost\n"
              "def peak(): return int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])\n"
              "before = peak()\n"
              "start = time.process_time()\nbooster = xgboost.Booster({'nthread': 1}, model_file=sys.argv[1])\n"
              "print(time.process_time() - start, peak() - before)")
    seconds, kilobytes = zip(*[map(float, subprocess.run([sys.executable, "-c", script, path], capture_output=True,
                                                         check=True, text=True).stdout.split()) for _ in range(3)])
    return min(seconds), max(kilobytes) / 1e3


def libraries(x):
    figures = {}
    for name, *_ in SHAPES:
        booster = xgb.Booster({"nthread": 1}, model_file=f"{OUT}/xgb-{name}.ubj")
        booster.set_param({"nthread": 1})
        figures[f"xgb-{name}.ubj", "batch"] = best(lambda: booster.inplace_predict(x), ROWS)
        light = lgb.Booster(model_file=f"{OUT}/lgb-{name}.txt")
        figures[f"lgb-{name}.txt", "batch"] = best(lambda: light.predict(x, num_threads=1), ROWS)
        if name == "100x31":
            one, few = x[:1], xgb.DMatrix(x[:1])
            figures[f"xgb-{name}.ubj", "row"] = best(lambda: [booster.inplace_predict(one) for _ in range(200)], 200)
            figures[f"lgb-{name}.txt", "row"] = best(lambda: [light.predict(one, num_threads=1) for _ in range(200)], 200)
            figures[f"xgb-{name}.ubj", "contributions"] = best(
                lambda: [booster.predict(few, pred_contribs=True) for _ in range(50)], 50)
            figures[f"lgb-{name}.txt", "contributions"] = best(
                lambda: [light.predict(one, pred_contrib=True, num_threads=1) for _ in range(50)], 50)
    return figures


def trefoil():
    """The figures of the JMH benchmarks by model and work: microseconds of processor time and bytes allocated."""
    subprocess.run([f"{ROOT}/trefoil", "verify", "--long", "-Dtest=ScoringFiguresTest", f"-Dtrefoil.bench={OUT}",
                    "-Dsurefire.failIfNoSpecifiedTests=false"], check=True, stdout=sys.stderr)
    with open(f"{OUT}/figures.tsv") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return [(model, work, float(micros), float(allocated)) for model, work, micros, allocated in lines]


def models():
    """Makes what is not there yet; the rows and the path of the large model."""
    os.makedirs(OUT, exist_ok=True)
    rng = np.random.default_rng(5)
    x = rng.normal(size=(ROWS, FEATURES)).astype(np.float32)
    y = (x[:, 0] * x[:, 1] + np.sin(x[:, 2]) + rng.normal(size=ROWS) > 0).astype(int)
    x.astype("<f4").tofile(f"{OUT}/rows.f4")
    train(x, y)
    return x, enlarge()


def main():
    x, large = models()
    print("models are there", file=sys.stderr)
    there = libraries(x)
    print("libraries are timed", file=sys.stderr)
    seconds, memory = library_loads(large)
    there["load.ubj", "load"] = seconds * 1e6
    print(f"loading: {os.path.getsize(large) / 1e6:.0f} MB, in the library {memory:.0f} MB at the peak", file=sys.stderr)
    print("| model | work | library, µs | Trefoil, µs | times | bytes allocated |\n|---|---|---|---|---|---|")
    for model, work, micros, allocated in trefoil():
        library = there.get((model, work.split()[1]))
        beside = f"{library:.2f} | {micros:.2f} | {library / micros:.1f}" if library else f" | {micros:.2f} | "
        print(f"| {model} | {work} | {beside} | {allocated:.0f} |")


if __name__ == "__main__":
    main()
