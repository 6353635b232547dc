CREATE TABLE model_version (
  model {text} NOT NULL,
  version {integer} NOT NULL,
  project {text} NOT NULL,
  package {text} NOT NULL,
  manifest {text} NOT NULL,
  provenance {text} NOT NULL,
  created_at {integer} NOT NULL,
  PRIMARY KEY (model, version)
) {rowless};
CREATE UNIQUE INDEX model_version_by_package ON model_version (model, package);

CREATE TABLE model_alias (
  model {text} NOT NULL,
  alias {text} NOT NULL,
  version {integer} NOT NULL,
  PRIMARY KEY (model, alias)
) {rowless};
