#!/bin/sh
# Makes models afresh with the real libraries in an environment of its own: real_libraries.sh FOLDER [SEED].
# Then run the tests with -Dtrefoil.equality=FOLDER/equality -Dtrefoil.onnx=FOLDER/onnx -Dtrefoil.mlflow=FOLDER/mlflow.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
seed=${2:-7}
mkdir -p "$folder"
if [ ! -x "$folder/venv/bin/python" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" -q install -r "$here/requirements.txt"
fi
for name in equality onnx mlflow; do
    "$folder/venv/bin/python" "$here/${name}_cases.py" "$folder/$name" "$seed"
done
