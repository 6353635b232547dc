-- What repeats from row to row is kept once: the columns of a request, the arms that scored it.
CREATE TABLE prediction_shape (
  id {identity},
  content {text} NOT NULL UNIQUE
) {strict};

CREATE TABLE prediction (
  endpoint {text} NOT NULL,
  prediction_id {text} NOT NULL,
  event_at {integer} NOT NULL,
  received_at {integer} NOT NULL,
  latency_nanos {integer} NOT NULL,
  shape {integer} NOT NULL,
  answered {integer} NOT NULL,
  decision {integer} NOT NULL,
  scores {bytes} NOT NULL,
  features {bytes} NOT NULL,
  PRIMARY KEY (endpoint, prediction_id)
) {rowless};
CREATE INDEX prediction_by_event ON prediction (endpoint, event_at);

-- Several lines for one prediction are corrections: the latest known_at counts, all are kept.
CREATE TABLE truth (
  endpoint {text} NOT NULL,
  prediction_id {text} NOT NULL,
  known_at {integer} NOT NULL,
  value {text} NOT NULL,
  received_at {integer} NOT NULL,
  PRIMARY KEY (endpoint, prediction_id, known_at)
) {rowless};

-- How far each segment of a gateway has been taken.
CREATE TABLE capture_cursor (
  gateway {text} NOT NULL,
  segment {text} NOT NULL,
  next_offset {integer} NOT NULL,
  PRIMARY KEY (gateway, segment)
) {rowless};

CREATE TABLE endpoint_account (
  endpoint {text} NOT NULL PRIMARY KEY,
  stored {integer} NOT NULL,
  repeated {integer} NOT NULL,
  watermark {integer} NOT NULL,
  truth_rows {integer} NOT NULL,
  deleted {integer} NOT NULL
) {rowless};
CREATE INDEX prediction_by_received ON prediction (endpoint, received_at);
