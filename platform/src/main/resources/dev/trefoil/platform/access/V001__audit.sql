-- Every change of the control plane, chained by hash.
CREATE TABLE audit (
  number {integer} NOT NULL PRIMARY KEY,
  happened_at {integer} NOT NULL,
  who {text} NOT NULL,
  who_kind {text} NOT NULL,
  action {text} NOT NULL,
  project {text} NOT NULL,
  subject_kind {text} NOT NULL,
  subject_id {text} NOT NULL,
  before_json {text} NOT NULL,
  after_json {text} NOT NULL,
  why {text} NOT NULL,
  previous {text} NOT NULL,
  hash {text} NOT NULL
) {strict};
CREATE INDEX audit_subject ON audit (subject_kind, subject_id, number);
CREATE INDEX audit_project ON audit (project, number);
CREATE INDEX audit_who ON audit (who, number);
