CREATE TABLE dataset (
  digest {text} NOT NULL,
  project {text} NOT NULL,
  number {integer} NOT NULL,
  origin {text} NOT NULL,
  content {text} NOT NULL,
  created_at {integer} NOT NULL,
  row_count {integer} NOT NULL,
  PRIMARY KEY (project, digest)
) {rowless};
CREATE UNIQUE INDEX dataset_by_number ON dataset (project, number);

-- The result of a step under the key of everything that went into it.
CREATE TABLE step_result (
  project {text} NOT NULL,
  step {text} NOT NULL,
  step_key {text} NOT NULL,
  result {text} NOT NULL,
  created_at {integer} NOT NULL,
  PRIMARY KEY (project, step, step_key)
) {rowless};
