-- Experiments, runs and what they log, with the semantics and limits of the MLflow tracking API.
-- A run and the name of a metric have a small number beside their text: rows of metrics are many.
CREATE TABLE experiment (
  id {integer} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  project {text} NOT NULL,
  artifact_location {text} NOT NULL,
  deleted {integer} NOT NULL,
  created_at {integer} NOT NULL,
  updated_at {integer} NOT NULL
) {strict};
CREATE UNIQUE INDEX experiment_name ON experiment (name);
CREATE INDEX experiment_newest ON experiment (deleted, created_at, id);
CREATE TABLE experiment_tag (
  experiment {integer} NOT NULL,
  key {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (experiment, key)
) {rowless};
CREATE TABLE run (
  number {identity},
  id {text} NOT NULL,
  experiment {integer} NOT NULL,
  name {text} NOT NULL,
  user_name {text} NOT NULL,
  status {text} NOT NULL,
  deleted {integer} NOT NULL,
  started_at {integer} NOT NULL,
  ended_at {integer}
) {strict};
CREATE UNIQUE INDEX run_id ON run (id);
CREATE INDEX run_newest ON run (experiment, deleted, started_at, id);
CREATE TABLE run_param (
  run {integer} NOT NULL,
  key {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (run, key)
) {rowless};
CREATE TABLE run_tag (
  run {integer} NOT NULL,
  key {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (run, key)
) {rowless};
CREATE TABLE metric_name (
  id {identity},
  name {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX metric_name_text ON metric_name (name);
-- Step before key: the rows of one commit lie on one or two pages. Exact duplicates collapse. The value of a NaN is 0.
CREATE TABLE metric (
  run {integer} NOT NULL,
  step {integer} NOT NULL,
  key {integer} NOT NULL,
  logged_ms {integer} NOT NULL,
  value {real} NOT NULL,
  nan {integer} NOT NULL,
  PRIMARY KEY (run, step, key, logged_ms, value, nan)
) {rowless};
-- The last value of each metric of a run: the greatest step, then time, then value.
CREATE TABLE metric_latest (
  run {integer} NOT NULL,
  key {integer} NOT NULL,
  experiment {integer} NOT NULL,
  value {real} NOT NULL,
  nan {integer} NOT NULL,
  step {integer} NOT NULL,
  logged_ms {integer} NOT NULL,
  PRIMARY KEY (run, key)
) {rowless};
CREATE INDEX metric_latest_best ON metric_latest (experiment, key, value, run);
-- A dataset is the same within an experiment when name and digest are.
CREATE TABLE tracked_dataset (
  number {identity},
  experiment {integer} NOT NULL,
  name {text} NOT NULL,
  digest {text} NOT NULL,
  source_type {text} NOT NULL,
  source {text} NOT NULL,
  schema_text {text} NOT NULL,
  profile {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX tracked_dataset_identity ON tracked_dataset (experiment, name, digest);
CREATE TABLE run_dataset (
  run {integer} NOT NULL,
  dataset {integer} NOT NULL,
  PRIMARY KEY (run, dataset)
) {rowless};
CREATE INDEX run_dataset_use ON run_dataset (dataset, run);
CREATE TABLE run_dataset_tag (
  run {integer} NOT NULL,
  dataset {integer} NOT NULL,
  key {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (run, dataset, key)
) {rowless};
-- Models that a run has read or made.
CREATE TABLE run_model (
  run {integer} NOT NULL,
  direction {text} NOT NULL,
  model {text} NOT NULL,
  step {integer} NOT NULL,
  PRIMARY KEY (run, direction, model)
) {rowless};
CREATE TABLE logged_model (
  id {text} NOT NULL PRIMARY KEY,
  experiment {integer} NOT NULL,
  name {text} NOT NULL,
  model_type {text} NOT NULL,
  source_run {text} NOT NULL,
  creator {text} NOT NULL,
  status {text} NOT NULL,
  deleted {integer} NOT NULL,
  created_at {integer} NOT NULL,
  updated_at {integer} NOT NULL
) {strict};
CREATE INDEX logged_model_newest ON logged_model (experiment, deleted, created_at, id);
CREATE INDEX logged_model_run ON logged_model (source_run);
CREATE TABLE logged_model_param (
  model {text} NOT NULL,
  key {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (model, key)
) {rowless};
CREATE TABLE logged_model_tag (
  model {text} NOT NULL,
  key {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (model, key)
) {rowless};
CREATE TABLE logged_model_metric (
  model {text} NOT NULL,
  key {text} NOT NULL,
  dataset_name {text} NOT NULL,
  dataset_digest {text} NOT NULL,
  run {text} NOT NULL,
  step {integer} NOT NULL,
  logged_ms {integer} NOT NULL,
  value {real} NOT NULL,
  nan {integer} NOT NULL,
  PRIMARY KEY (model, key, dataset_name, dataset_digest, run, step, logged_ms, value, nan)
) {rowless};
-- Files by path inside a run or a logged model; their content is in the artifact store.
CREATE TABLE artifact_entry (
  owner {text} NOT NULL,
  path {text} NOT NULL,
  digest {text} NOT NULL,
  size_bytes {integer} NOT NULL,
  PRIMARY KEY (owner, path)
) {rowless};
CREATE INDEX artifact_entry_content ON artifact_entry (digest);
