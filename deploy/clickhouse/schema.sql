SET allow_suspicious_low_cardinality_types = 1;

CREATE DATABASE IF NOT EXISTS "supervision";

CREATE TABLE "supervision"."permits" (
  "permit_id" Nullable(String),
  "permit_name" LowCardinality(Nullable(String)),
  "permit_category" LowCardinality(Nullable(String)),
  "applied_at" Nullable(DateTime64(6, 'UTC')),
  "accepted_at" Nullable(DateTime64(6, 'UTC')),
  "decided_at" Nullable(DateTime64(6, 'UTC')),
  "delivered_at" Nullable(DateTime64(6, 'UTC')),
  "valid_from" Nullable(Date32),
  "valid_to" Nullable(Date32),
  "first_issued_on" Nullable(Date32),
  "status" LowCardinality(Nullable(String)),
  "legal_limit_days" Nullable(Int32),
  "promised_days" Nullable(Int32),
  "suspended_days" Nullable(Int32),
  "handling_mode" LowCardinality(Nullable(String)),
  "online" Nullable(Bool),
  "owner_code" Nullable(String),
  "rating" Nullable(Int32),
  "entity_code" Nullable(String),
  "entity_name" Nullable(String),
  "industry_code" Nullable(String),
  "industry_name" LowCardinality(Nullable(String)),
  "region_code" LowCardinality(Nullable(String)),
  "region_name" LowCardinality(Nullable(String)),
  "address" Nullable(String),
  "lon" Nullable(Float64),
  "lat" Nullable(Float64),
  "department" LowCardinality(Nullable(String)),
  "source_system" LowCardinality(Nullable(String)),
  "source_status" LowCardinality(Nullable(String)),
  "permitted_on" Nullable(Date32),
  "handling_days" Nullable(Int32),
  "limit_days" Nullable(Int32),
  "due_on" Nullable(Date32),
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32),
  "entity_id" Nullable(Int32),
  "link_method" LowCardinality(Nullable(String))
)
ENGINE = MergeTree
PARTITION BY toYear("permitted_on")
ORDER BY ("permitted_on", region_code)
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."inspections" (
  "inspection_id" Nullable(String),
  "plan_id" Nullable(String),
  "inspected_on" Nullable(Date32),
  "started_at" Nullable(DateTime64(6, 'UTC')),
  "inspection_type" LowCardinality(Nullable(String)),
  "item_code" Nullable(String),
  "item_name" LowCardinality(Nullable(String)),
  "result" LowCardinality(Nullable(String)),
  "critical_flag" Nullable(Bool),
  "declared_risk" LowCardinality(Nullable(String)),
  "problem_count" Nullable(Int32),
  "critical_count" Nullable(Int32),
  "serious_count" Nullable(Int32),
  "minor_count" Nullable(Int32),
  "score" Nullable(Float64),
  "rectify_due_on" Nullable(Date32),
  "rectified_on" Nullable(Date32),
  "penalty_amount" Nullable(Float64),
  "case_filed" Nullable(Bool),
  "inspector_1" LowCardinality(Nullable(String)),
  "inspector_2" LowCardinality(Nullable(String)),
  "is_joint" Nullable(Bool),
  "cap_exempt_reason" LowCardinality(Nullable(String)),
  "published_at" Nullable(DateTime64(6, 'UTC')),
  "declared_class" LowCardinality(Nullable(String)),
  "owner_code" Nullable(String),
  "entity_code" Nullable(String),
  "entity_name" Nullable(String),
  "industry_code" Nullable(String),
  "industry_name" LowCardinality(Nullable(String)),
  "region_code" LowCardinality(Nullable(String)),
  "region_name" LowCardinality(Nullable(String)),
  "address" Nullable(String),
  "lon" Nullable(Float64),
  "lat" Nullable(Float64),
  "department" LowCardinality(Nullable(String)),
  "source_system" LowCardinality(Nullable(String)),
  "source_result" LowCardinality(Nullable(String)),
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32),
  "entity_id" Nullable(Int32),
  "link_method" LowCardinality(Nullable(String))
)
ENGINE = MergeTree
PARTITION BY toYear("inspected_on")
ORDER BY ("inspected_on", region_code)
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."complaints" (
  "complaint_id" Nullable(String),
  "parent_id" Nullable(String),
  "kind" LowCardinality(Nullable(String)),
  "category" LowCardinality(Nullable(String)),
  "subcategory" LowCardinality(Nullable(String)),
  "channel" LowCardinality(Nullable(String)),
  "received_at" Nullable(DateTime64(6, 'UTC')),
  "assigned_at" Nullable(DateTime64(6, 'UTC')),
  "signed_at" Nullable(DateTime64(6, 'UTC')),
  "acceptance_decided_at" Nullable(DateTime64(6, 'UTC')),
  "due_at" Nullable(DateTime64(6, 'UTC')),
  "closed_at" Nullable(DateTime64(6, 'UTC')),
  "status" LowCardinality(Nullable(String)),
  "substantiated" Nullable(Bool),
  "resolved" Nullable(Bool),
  "satisfaction" Nullable(Int32),
  "duplicate_flag" Nullable(Bool),
  "published" Nullable(Bool),
  "amount_disputed" Nullable(Float64),
  "amount_recovered" Nullable(Float64),
  "entity_code" Nullable(String),
  "entity_name" Nullable(String),
  "industry_code" Nullable(String),
  "industry_name" LowCardinality(Nullable(String)),
  "region_code" LowCardinality(Nullable(String)),
  "region_name" LowCardinality(Nullable(String)),
  "address" Nullable(String),
  "lon" Nullable(Float64),
  "lat" Nullable(Float64),
  "department" LowCardinality(Nullable(String)),
  "source_system" LowCardinality(Nullable(String)),
  "source_status" LowCardinality(Nullable(String)),
  "received_on" Nullable(Date32),
  "closed_on" Nullable(Date32),
  "due_on" Nullable(Date32),
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32),
  "entity_id" Nullable(Int32),
  "link_method" LowCardinality(Nullable(String))
)
ENGINE = MergeTree
PARTITION BY toYear("received_on")
ORDER BY ("received_on", region_code)
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."rejected_permits" (
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32),
  "reason" Nullable(String),
  "permit_id" Nullable(String),
  "permit_name" Nullable(String),
  "permit_category" Nullable(String),
  "applied_at" Nullable(String),
  "accepted_at" Nullable(String),
  "decided_at" Nullable(String),
  "delivered_at" Nullable(String),
  "valid_from" Nullable(String),
  "valid_to" Nullable(String),
  "first_issued_on" Nullable(String),
  "status" Nullable(String),
  "legal_limit_days" Nullable(String),
  "promised_days" Nullable(String),
  "suspended_days" Nullable(String),
  "handling_mode" Nullable(String),
  "online" Nullable(String),
  "owner_code" Nullable(String),
  "rating" Nullable(String),
  "entity_code" Nullable(String),
  "entity_name" Nullable(String),
  "industry_code" Nullable(String),
  "industry_name" LowCardinality(Nullable(String)),
  "region_code" LowCardinality(Nullable(String)),
  "region_name" Nullable(String),
  "address" Nullable(String),
  "lon" Nullable(String),
  "lat" Nullable(String),
  "department" Nullable(String),
  "source_system" Nullable(String)
)
ENGINE = MergeTree
ORDER BY ("source_file")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."rejected_inspections" (
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32),
  "reason" Nullable(String),
  "inspection_id" Nullable(String),
  "plan_id" Nullable(String),
  "inspected_on" Nullable(String),
  "started_at" Nullable(String),
  "inspection_type" Nullable(String),
  "item_code" Nullable(String),
  "item_name" Nullable(String),
  "result" Nullable(String),
  "critical_flag" Nullable(String),
  "declared_risk" Nullable(String),
  "problem_count" Nullable(String),
  "critical_count" Nullable(String),
  "serious_count" Nullable(String),
  "minor_count" Nullable(String),
  "score" Nullable(String),
  "rectify_due_on" Nullable(String),
  "rectified_on" Nullable(String),
  "penalty_amount" Nullable(String),
  "case_filed" Nullable(String),
  "inspector_1" Nullable(String),
  "inspector_2" Nullable(String),
  "is_joint" Nullable(String),
  "cap_exempt_reason" Nullable(String),
  "published_at" Nullable(String),
  "declared_class" LowCardinality(Nullable(String)),
  "owner_code" Nullable(String),
  "entity_code" Nullable(String),
  "entity_name" Nullable(String),
  "industry_code" Nullable(String),
  "industry_name" LowCardinality(Nullable(String)),
  "region_code" LowCardinality(Nullable(String)),
  "region_name" Nullable(String),
  "address" Nullable(String),
  "lon" Nullable(String),
  "lat" Nullable(String),
  "department" Nullable(String),
  "source_system" Nullable(String)
)
ENGINE = MergeTree
ORDER BY ("source_file")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."rejected_complaints" (
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32),
  "reason" Nullable(String),
  "complaint_id" Nullable(String),
  "parent_id" Nullable(String),
  "kind" LowCardinality(Nullable(String)),
  "category" Nullable(String),
  "subcategory" Nullable(String),
  "channel" Nullable(String),
  "received_at" Nullable(String),
  "assigned_at" Nullable(String),
  "signed_at" Nullable(String),
  "acceptance_decided_at" Nullable(String),
  "due_at" Nullable(String),
  "closed_at" Nullable(String),
  "status" Nullable(String),
  "substantiated" Nullable(String),
  "resolved" Nullable(String),
  "satisfaction" Nullable(String),
  "duplicate_flag" Nullable(String),
  "published" Nullable(String),
  "amount_disputed" Nullable(String),
  "amount_recovered" Nullable(String),
  "entity_code" Nullable(String),
  "entity_name" Nullable(String),
  "industry_code" Nullable(String),
  "industry_name" LowCardinality(Nullable(String)),
  "region_code" LowCardinality(Nullable(String)),
  "region_name" Nullable(String),
  "address" Nullable(String),
  "lon" Nullable(String),
  "lat" Nullable(String),
  "department" Nullable(String),
  "source_system" Nullable(String)
)
ENGINE = MergeTree
ORDER BY ("source_file")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."source_files" (
  "source_file" Nullable(UInt16),
  "file" Nullable(String),
  "table_name" LowCardinality(Nullable(String))
)
ENGINE = MergeTree
ORDER BY ("source_file")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."regions" (
  "code" Nullable(String),
  "name" Nullable(String),
  "level" LowCardinality(Nullable(String)),
  "parent" Nullable(String)
)
ENGINE = MergeTree
ORDER BY ("code")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."region_paths" (
  "code" Nullable(String),
  "ancestor" Nullable(String),
  "level" LowCardinality(Nullable(String))
)
ENGINE = MergeTree
ORDER BY ("code")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."issue_rows" (
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32),
  "kind" LowCardinality(Nullable(String)),
  "column_name" LowCardinality(Nullable(String)),
  "value" Nullable(String)
)
ENGINE = MergeTree
ORDER BY ("source_file")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."link_ties" (
  "table_name" LowCardinality(Nullable(String)),
  "source_file" Nullable(UInt16),
  "source_row" Nullable(Int32)
)
ENGINE = MergeTree
ORDER BY ("table_name")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."entities" (
  "entity_id" Nullable(Int32),
  "entity_code" Nullable(String),
  "is_credit_code" Nullable(Bool),
  "first_seen_on" Nullable(Date32),
  "has_permit" Nullable(Bool),
  "permits" Nullable(Int32),
  "inspections" Nullable(Int32),
  "complaints" Nullable(Int32),
  "entity_name" Nullable(String),
  "address" Nullable(String),
  "region_code" LowCardinality(Nullable(String)),
  "lon" Nullable(Float64),
  "lat" Nullable(Float64),
  "industry_name" LowCardinality(Nullable(String)),
  "licence_kind" LowCardinality(Nullable(String))
)
ENGINE = MergeTree
ORDER BY ("entity_id")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."risk_indicators" (
  "entity_id" Nullable(Int32),
  "last_visit_on" Nullable(Date32),
  "last_severity" Nullable(UInt8),
  "last_known_on" Nullable(Date32),
  "visits" Nullable(Int32),
  "visits_recent" Nullable(Int32),
  "critical_recent" Nullable(Int32),
  "critical_year" Nullable(Int32),
  "overdue_days" Nullable(Int32),
  "repeats" Nullable(Int32),
  "permit_state" LowCardinality(Nullable(String)),
  "valid_to" Nullable(Date32),
  "licensed_on" Nullable(Date32),
  "complaints_year" Nullable(Int32),
  "substantiated_year" Nullable(Int32),
  "past_due_year" Nullable(Int32),
  "repeated_year" Nullable(Int32),
  "complaints_open" Nullable(Int32),
  "declared_class" LowCardinality(Nullable(String)),
  "spot" Nullable(Int32),
  "s1" Nullable(Float64),
  "i1" Nullable(Float64),
  "i2" Nullable(Float64),
  "i3" Nullable(Float64),
  "i4" Nullable(Float64),
  "i5" Nullable(Float64),
  "c1" Nullable(Float64),
  "c2" Nullable(Float64),
  "c3" Nullable(Float64),
  "p1" Nullable(Float64),
  "p2" Nullable(Float64),
  "n1" Nullable(Float64),
  "imputed" Nullable(UInt16),
  "overrides" Nullable(UInt8)
)
ENGINE = MergeTree
ORDER BY ("entity_id")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."risk_indicators_norms" (
  "spot" Nullable(Int32),
  "industry" Nullable(String),
  "pooled" Nullable(Bool),
  "region" Nullable(String),
  "topic" Nullable(String),
  "p0" Nullable(Float64),
  "rate_p" Nullable(Float64),
  "severe_p" Nullable(Float64),
  "heat_p" Nullable(Float64),
  "share0" Nullable(Float64),
  "surroundings" Nullable(Float64),
  "can_visits" Nullable(Bool),
  "can_rectify" Nullable(Bool),
  "can_items" Nullable(Bool),
  "can_complaints" Nullable(Bool),
  "can_permits" Nullable(Bool),
  "mean_s1" Nullable(Float64),
  "mean_i1" Nullable(Float64),
  "mean_p2" Nullable(Float64),
  "mean_n1" Nullable(Float64)
)
ENGINE = MergeTree
ORDER BY ("spot")
SETTINGS allow_nullable_key = 1;

CREATE TABLE "supervision"."calendar" (
  "day" Nullable(Date32),
  "is_workday" Nullable(Bool),
  "workday_number" Nullable(Int32)
)
ENGINE = MergeTree
ORDER BY ("day")
SETTINGS allow_nullable_key = 1;

CREATE VIEW "supervision"."links" AS SELECT 'permits' AS extract, "permit_id" AS row_id,
  source_file, source_row, entity_id, link_method AS method,
  CASE link_method WHEN 'name_similar' THEN 0.8 WHEN 'name_region' THEN 0.9 ELSE 1 END AS confidence
FROM "supervision"."permits" WHERE entity_id IS NOT NULL UNION ALL SELECT 'inspections' AS extract, "inspection_id" AS row_id,
  source_file, source_row, entity_id, link_method AS method,
  CASE link_method WHEN 'name_similar' THEN 0.8 WHEN 'name_region' THEN 0.9 ELSE 1 END AS confidence
FROM "supervision"."inspections" WHERE entity_id IS NOT NULL UNION ALL SELECT 'complaints' AS extract, "complaint_id" AS row_id,
  source_file, source_row, entity_id, link_method AS method,
  CASE link_method WHEN 'name_similar' THEN 0.8 WHEN 'name_region' THEN 0.9 ELSE 1 END AS confidence
FROM "supervision"."complaints" WHERE entity_id IS NOT NULL;

CREATE TABLE "supervision"."releases" (
  "made_at" DateTime64(3, 'UTC') DEFAULT now64(3),
  "schema" String,
  "version" String,
  "derived" Array(String),
  "profile" String
)
ENGINE = MergeTree
ORDER BY made_at;
