-- All rows ever taken from a gateway, in the same transaction as the rows.
CREATE TABLE capture_account (
  gateway {text} NOT NULL PRIMARY KEY,
  taken {integer} NOT NULL
) {rowless};
