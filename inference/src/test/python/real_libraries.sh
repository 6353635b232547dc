#!/bin/sh
# Makes models afresh with the real libraries in an environment of its own: real_libraries.sh FOLDER [SEED] [ROWS].
# Then run the tests with -Dtrefoil.equality=FOLDER/trees -Dtrefoil.onnx=FOLDER/onnx
# -Dtrefoil.python=FOLDER/venv/bin/python.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
seed=${2:-7}
rows=${3:-10000}
mkdir -p "$folder"
if [ ! -x "$folder/venv/bin/python" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" -q install xgboost-cpu==3.2.0 lightgbm==4.7.0 scikit-learn==1.9.1 pandas==3.1.1 scipy \
        onnx==1.23.2 onnxruntime==1.31.1 skl2onnx==1.20.0 onnxmltools==1.16.0 mlflow-skinny==3.17.2
fi
"$folder/venv/bin/python" "$here/equality_cases.py" "$folder/trees" "$seed" "$rows"
"$folder/venv/bin/python" "$here/onnx_cases.py" "$folder/onnx" "$seed"
