-- Long work, taken by workers under a lease.
CREATE TABLE job (
  id {text} NOT NULL PRIMARY KEY,
  project {text} NOT NULL,
  kind {text} NOT NULL,
  payload {text} NOT NULL,
  unique_key {text},
  parent {text},
  attempts {integer} NOT NULL,
  state {text} NOT NULL,
  attempt {integer} NOT NULL,
  fraction {real},
  message {text} NOT NULL,
  outcome {text} NOT NULL,
  cancel_asked {integer} NOT NULL,
  owner {text} NOT NULL,
  lease_until_at {integer} NOT NULL,
  created_at {integer} NOT NULL,
  started_at {integer},
  ended_at {integer}
) {strict};
CREATE UNIQUE INDEX job_key ON job (project, kind, unique_key)
  WHERE unique_key IS NOT NULL AND state IN ('QUEUED', 'RUNNING', 'DONE');
CREATE INDEX job_waiting ON job (state, created_at) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX job_newest ON job (created_at, id);
CREATE INDEX job_parent ON job (parent) WHERE parent IS NOT NULL;
