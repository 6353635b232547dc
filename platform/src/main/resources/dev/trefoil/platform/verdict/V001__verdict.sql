-- Every judgement of a requirement, never changed. NULL in value, low and high stands for NaN.
CREATE TABLE verdict (
  number {integer} NOT NULL PRIMARY KEY,
  judged_at {integer} NOT NULL,
  fingerprint {text} NOT NULL,
  project {text} NOT NULL,
  model {text} NOT NULL,
  version {integer} NOT NULL,
  run {text} NOT NULL,
  rollout {text} NOT NULL,
  arm {text} NOT NULL,
  charter {text} NOT NULL,
  place {text} NOT NULL,
  from_at {integer} NOT NULL,
  until_at {integer} NOT NULL,
  window_label {text} NOT NULL,
  requirement {text} NOT NULL,
  group_value {text} NOT NULL,
  outcome {text} NOT NULL,
  value {real},
  low {real},
  high {real},
  n {integer} NOT NULL,
  clusters {integer} NOT NULL,
  method {text} NOT NULL,
  confidence {real} NOT NULL,
  side {text} NOT NULL,
  bound {real} NOT NULL,
  reason {text} NOT NULL,
  inputs {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX verdict_fingerprint ON verdict (fingerprint);
CREATE INDEX verdict_project ON verdict (project, number);
CREATE INDEX verdict_version ON verdict (project, model, version, number);
CREATE INDEX verdict_run ON verdict (run, number) WHERE run <> '';
CREATE INDEX verdict_rollout ON verdict (rollout, number) WHERE rollout <> '';
