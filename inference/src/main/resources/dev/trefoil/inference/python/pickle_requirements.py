"""Says which packages a pickle needs, one a line, without loading it: pickle_requirements.py FILE."""
import bz2
import gzip
import lzma
import re
import sys
import zlib

PACKAGES = {
    "sklearn": "scikit-learn", "numpy": "numpy", "scipy": "scipy", "pandas": "pandas", "xgboost": "xgboost",
    "lightgbm": "lightgbm", "catboost": "catboost", "imblearn": "imbalanced-learn", "statsmodels": "statsmodels",
    "category_encoders": "category-encoders", "feature_engine": "feature-engine", "joblib": "joblib",
    "cloudpickle": "cloudpickle", "dill": "dill", "torch": "torch", "skops": "skops", "mapie": "mapie",
}
LIMIT = 1 << 30


def content(path):
    with open(path, "rb") as file:
        data = file.read(LIMIT)
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if data[:3] == b"BZh":
        return bz2.decompress(data)
    if data[:6] == b"\xfd7zXZ\x00" or data[:3] == b"]\x00\x00":
        return lzma.decompress(data)
    if data[:1] == b"\x78":
        return zlib.decompress(data)
    return data


data = content(sys.argv[1])
found = set()
for module in re.findall(rb"\x8c.([A-Za-z_][\w.]*)\x94?\x8c", data, re.S) + re.findall(rb"c([A-Za-z_][\w.]*)\n", data):
    root = module.decode().split(".")[0]
    for name in (root, root[1:]):  # the byte before may be a length that is a letter
        if name in PACKAGES:
            found.add(name)
for name in PACKAGES:
    if re.search(rb"[\x00-\x1f\x20-\x2f\x3a-\x40c]" + name.encode() + rb"[.\x94\n\x8c]", data):
        found.add(name)
version = re.search(rb"_sklearn_version\x94?(?:h.|\x8c.|X....)([0-9]+\.[0-9]+[0-9.]*[0-9])", data, re.S)
if b"feature_names_in_" in data:
    found.add("pandas")
if found & {"sklearn", "xgboost", "lightgbm", "imblearn"}:
    found.update({"sklearn", "numpy", "joblib"})
for name in sorted(found):
    exact = "==" + version.group(1).decode() if name == "sklearn" and version else ""
    print(PACKAGES[name] + exact)
