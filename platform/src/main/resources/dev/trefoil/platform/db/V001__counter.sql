-- Gap-free numbers in the order of commits.
CREATE TABLE counter (
  name {text} NOT NULL PRIMARY KEY,
  value {integer} NOT NULL
) {rowless};
