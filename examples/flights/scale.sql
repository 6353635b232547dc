-- Synthetic years for benchmarks: the flights and the weather of 2013, repeated nine times. Each copy lies 371 days
-- (53 whole weeks) after the one before, so weekdays stay weekdays, years do not overlap and flight_id stays unique.
-- Reads the tables flights, weather and planes; writes Parquet files of the same names into the folder `scaled`.
COPY (
    SELECT flights.* REPLACE (scheduled_at + to_days(371 * copy::INTEGER) AS scheduled_at, departed_at + to_days(371 * copy::INTEGER) AS departed_at)
    FROM range(9) AS copies (copy), flights
    ORDER BY scheduled_at, origin, carrier, flight
) TO 'scaled/flights.parquet' (FORMAT parquet, COMPRESSION zstd);

COPY (
    SELECT weather.* REPLACE (observed_at + to_days(371 * copy::INTEGER) AS observed_at, observed_utc + to_days(371 * copy::INTEGER) AS observed_utc)
    FROM range(9) AS copies (copy), weather
    ORDER BY origin, observed_utc
) TO 'scaled/weather.parquet' (FORMAT parquet, COMPRESSION zstd);

COPY planes TO 'scaled/planes.parquet' (FORMAT parquet, COMPRESSION zstd);
