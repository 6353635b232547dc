-- Who is told of events by HTTP, how far each has come, and how each delivery ended.
CREATE TABLE webhook (
  id {text} NOT NULL PRIMARY KEY,
  project {text} NOT NULL,
  url {text} NOT NULL,
  secret {text} NOT NULL,
  kinds {text} NOT NULL,
  created_at {integer} NOT NULL,
  seen {integer} NOT NULL,
  attempts {integer} NOT NULL,
  problem {text} NOT NULL,
  next_at {integer} NOT NULL,
  held_until_at {integer} NOT NULL
) {strict};
CREATE TABLE webhook_delivery (
  webhook {text} NOT NULL,
  event {integer} NOT NULL,
  delivered_at {integer} NOT NULL,
  attempts {integer} NOT NULL,
  status {integer} NOT NULL,
  problem {text} NOT NULL,
  PRIMARY KEY (webhook, event)
) {rowless};
