CREATE TABLE endpoint (
  name {text} NOT NULL PRIMARY KEY,
  project {text} NOT NULL,
  model {text} NOT NULL,
  route {text} NOT NULL,
  former {text} NOT NULL,
  revision {integer} NOT NULL,
  created_at {integer} NOT NULL,
  changed_at {integer} NOT NULL
) {rowless};

CREATE TABLE rollout (
  id {text} NOT NULL PRIMARY KEY,
  endpoint {text} NOT NULL,
  project {text} NOT NULL,
  state {text} NOT NULL,
  content {text} NOT NULL,
  created_at {integer} NOT NULL,
  changed_at {integer} NOT NULL
) {rowless};
CREATE INDEX rollout_by_endpoint ON rollout (endpoint, created_at);
