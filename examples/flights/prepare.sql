-- The prepared table: one row per scheduled departure, with what the operations desk knows two hours before it.
--
-- A flight is late when it leaves more than 15 minutes after its schedule, or not at all. So at T - 2 h it is known of
-- every flight scheduled up to T - 2 h 15 min whether it was late, and of no later one. All late shares end there: their
-- windows count back from minute T - 135. The share of no flights is 0. Shares are quotients of whole numbers, so they
-- are the same whatever the number of threads.
WITH departures AS (
    SELECT scheduled_at,
           (epoch(scheduled_at) // 60)::INTEGER AS minute,
           departed_at IS NULL OR departed_at > scheduled_at + INTERVAL 15 MINUTES AS late,
           carrier, flight, origin, dest, distance,
           -- The tail number is missing only where a flight was cancelled, which would give the label away:
           -- there the aircraft of the carrier's flight before it on the same route stands in.
           coalesce(tailnum, lag(tailnum IGNORE NULLS) OVER (PARTITION BY carrier, origin, dest
                                                             ORDER BY scheduled_at, flight)) AS tailnum
    FROM flights
),
-- A tally counts late flights in millions and all flights in ones, so that one sum over a window gives both.
-- A window by RANGE is slow over years: each week is a partition of its own, with a copy of the flights of the week
-- before that its windows reach back to (24 h + 134 min = 1574 minutes).
history AS (
    SELECT origin, carrier, dest, minute, late::INTEGER * 1000000 + 1 AS tally,
           unnest(range(minute // 10080, (minute + 1574) // 10080 + 1)) AS week
    FROM departures
),
at_origin AS (
    SELECT origin, minute, (sum(tally) OVER last_1h)::BIGINT AS tally_1h, (sum(tally) OVER last_3h)::BIGINT AS tally_3h, (sum(tally) OVER last_24h)::BIGINT AS tally_24h
    FROM (SELECT origin, minute, week, sum(tally)::BIGINT AS tally FROM history GROUP BY ALL)
    WINDOW last_1h AS (PARTITION BY origin, week ORDER BY minute RANGE BETWEEN 194 PRECEDING AND 135 PRECEDING),
           last_3h AS (PARTITION BY origin, week ORDER BY minute RANGE BETWEEN 314 PRECEDING AND 135 PRECEDING),
           last_24h AS (PARTITION BY origin, week ORDER BY minute RANGE BETWEEN 1574 PRECEDING AND 135 PRECEDING)
    QUALIFY week = minute // 10080
),
everywhere AS (
    SELECT minute, (sum(tally) OVER last_3h)::BIGINT AS tally_3h
    FROM (SELECT minute, week, sum(tally)::BIGINT AS tally FROM history GROUP BY ALL)
    WINDOW last_3h AS (PARTITION BY week ORDER BY minute RANGE BETWEEN 314 PRECEDING AND 135 PRECEDING)
    QUALIFY week = minute // 10080
),
of_carrier AS (
    SELECT carrier, minute, (sum(tally) OVER last_3h)::BIGINT AS tally_3h, (sum(tally) OVER last_24h)::BIGINT AS tally_24h
    FROM (SELECT carrier, minute, week, sum(tally)::BIGINT AS tally FROM history GROUP BY ALL)
    WINDOW last_3h AS (PARTITION BY carrier, week ORDER BY minute RANGE BETWEEN 314 PRECEDING AND 135 PRECEDING),
           last_24h AS (PARTITION BY carrier, week ORDER BY minute RANGE BETWEEN 1574 PRECEDING AND 135 PRECEDING)
    QUALIFY week = minute // 10080
),
to_dest AS (
    SELECT dest, minute, (sum(tally) OVER last_3h)::BIGINT AS tally_3h, (sum(tally) OVER last_24h)::BIGINT AS tally_24h
    FROM (SELECT dest, minute, week, sum(tally)::BIGINT AS tally FROM history GROUP BY ALL)
    WINDOW last_3h AS (PARTITION BY dest, week ORDER BY minute RANGE BETWEEN 314 PRECEDING AND 135 PRECEDING),
           last_24h AS (PARTITION BY dest, week ORDER BY minute RANGE BETWEEN 1574 PRECEDING AND 135 PRECEDING)
    QUALIFY week = minute // 10080
),
-- An hour's weather is whole at the end of the hour. When the clocks go back, the later of two equal hours counts.
hourly AS (
    SELECT * FROM weather QUALIFY row_number() OVER (PARTITION BY origin, observed_at ORDER BY observed_utc DESC) = 1
)
SELECT strftime(f.scheduled_at, '%Y-%m-%d') || '-' || f.origin || '-' || f.carrier || '-' || f.flight AS flight_id,
       f.scheduled_at,
       f.scheduled_at::DATE AS day,
       f.late,
       f.carrier,
       f.origin,
       f.dest,
       f.distance,
       (hour(f.scheduled_at) * 60 + minute(f.scheduled_at))::SMALLINT AS minute_of_day,
       isodow(f.scheduled_at)::TINYINT AS weekday,
       coalesce((at_origin.tally_1h // 1000000) / (at_origin.tally_1h % 1000000), 0) AS origin_late_share_1h,
       coalesce((at_origin.tally_3h // 1000000) / (at_origin.tally_3h % 1000000), 0) AS origin_late_share_3h,
       coalesce((at_origin.tally_24h // 1000000) / (at_origin.tally_24h % 1000000), 0) AS origin_late_share_24h,
       coalesce((everywhere.tally_3h // 1000000) / (everywhere.tally_3h % 1000000), 0) AS all_late_share_3h,
       coalesce((of_carrier.tally_3h // 1000000) / (of_carrier.tally_3h % 1000000), 0) AS carrier_late_share_3h,
       coalesce((of_carrier.tally_24h // 1000000) / (of_carrier.tally_24h % 1000000), 0) AS carrier_late_share_24h,
       coalesce((to_dest.tally_3h // 1000000) / (to_dest.tally_3h % 1000000), 0) AS dest_late_share_3h,
       coalesce((to_dest.tally_24h // 1000000) / (to_dest.tally_24h % 1000000), 0) AS dest_late_share_24h,
       hourly.temp,
       hourly.dewp,
       hourly.humid,
       hourly.wind_speed,
       hourly.precip,
       hourly.pressure,
       hourly.visib,
       (year(f.scheduled_at) - planes.built)::SMALLINT AS aircraft_age,
       planes.seats
FROM departures AS f
-- LEFT, though every row finds its match: it keeps the order of the joins, which makes no difference but in time.
LEFT JOIN at_origin USING (origin, minute)
LEFT JOIN everywhere USING (minute)
LEFT JOIN of_carrier USING (carrier, minute)
LEFT JOIN to_dest USING (dest, minute)
-- The last whole hour before T - 2 h began between 3 and 4 hours before T.
LEFT JOIN hourly ON hourly.origin = f.origin AND hourly.observed_at = date_trunc('hour', f.scheduled_at) - INTERVAL 3 HOURS
LEFT JOIN planes USING (tailnum)
ORDER BY f.scheduled_at, f.origin, f.carrier, f.flight
