CREATE TABLE live_window (
  endpoint {text} NOT NULL,
  arm {text} NOT NULL,
  from_at {integer} NOT NULL,
  until_at {integer} NOT NULL,
  content {text} NOT NULL,
  created_at {integer} NOT NULL,
  PRIMARY KEY (endpoint, from_at, arm)
) {rowless};

CREATE TABLE alert (
  id {text} NOT NULL PRIMARY KEY,
  project {text} NOT NULL,
  state {text} NOT NULL,
  content {text} NOT NULL,
  created_at {integer} NOT NULL
) {rowless};
CREATE INDEX alert_by_project ON alert (project, created_at);

CREATE TABLE retraining (
  endpoint {text} NOT NULL,
  due_at {integer} NOT NULL,
  window_from {integer} NOT NULL,
  why {text} NOT NULL,
  PRIMARY KEY (endpoint, window_from)
) {rowless};
