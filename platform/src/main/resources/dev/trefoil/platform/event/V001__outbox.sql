-- What happened, in the order of the commits.
CREATE TABLE event (
  id {integer} NOT NULL PRIMARY KEY,
  happened_at {integer} NOT NULL,
  project {text} NOT NULL,
  kind {text} NOT NULL,
  subject {text} NOT NULL,
  details {text} NOT NULL
) {strict};
CREATE INDEX event_age ON event (happened_at);
