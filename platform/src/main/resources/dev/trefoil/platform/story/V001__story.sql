CREATE TABLE story (
  project {text} NOT NULL,
  number {integer} NOT NULL,
  at {integer} NOT NULL,
  station {text} NOT NULL,
  event {text} NOT NULL,
  says {text} NOT NULL,
  numbers {text} NOT NULL,
  PRIMARY KEY (project, number)
) {rowless};
