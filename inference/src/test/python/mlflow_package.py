"""Loads a package with MLflow and prints its predictions for rows: mlflow_package.py FOLDER ROWS.json."""
import sys

import mlflow.pyfunc
import numpy as np
import pandas as pd

rows = pd.read_json(sys.argv[2], orient="records", convert_dates=False, dtype=False)
model = mlflow.pyfunc.load_model(sys.argv[1])
for field in model.metadata.signature.inputs.inputs:
    if str(field.type) == "DataType.datetime":
        rows[field.name] = pd.to_datetime(rows[field.name], format="ISO8601")
    elif str(field.type) == "DataType.double":
        rows[field.name] = rows[field.name].astype(float)
for value in np.asarray(model.predict(rows)).ravel():
    print(repr(float(value)))
