-- API tokens; of the secret only the SHA-256.
CREATE TABLE token (
  id {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  kind {text} NOT NULL,
  role {text} NOT NULL,
  created_at {integer} NOT NULL,
  expires_at {integer},
  revoked {integer} NOT NULL,
  secret {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX token_secret ON token (secret);
