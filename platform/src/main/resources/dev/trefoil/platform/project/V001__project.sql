-- Projects, the immutable versions of their charters, and who signed which section's digest.
CREATE TABLE project (
  name {text} NOT NULL PRIMARY KEY,
  created_at {integer} NOT NULL,
  created_by {text} NOT NULL,
  charter {text} NOT NULL
) {rowless};
CREATE TABLE charter (
  project {text} NOT NULL REFERENCES project (name),
  digest {text} NOT NULL,
  number {integer} NOT NULL,
  text {text} NOT NULL,
  canonical {text} NOT NULL,
  submitted_at {integer} NOT NULL,
  submitted_by {text} NOT NULL,
  PRIMARY KEY (project, digest)
) {rowless};
CREATE UNIQUE INDEX charter_by_number ON charter (project, number);
CREATE TABLE signature (
  project {text} NOT NULL REFERENCES project (name),
  section {text} NOT NULL,
  stakeholder {text} NOT NULL,
  digest {text} NOT NULL,
  charter {text} NOT NULL,
  signed_at {integer} NOT NULL,
  signed_by {text} NOT NULL,
  why {text} NOT NULL,
  PRIMARY KEY (project, section, stakeholder, digest)
) {rowless};
