-- Roles, users, limits and the quota of the page on ClickHouse; docs/clickhouse.md explains it. Run as an administrator, behind
-- schema.sql. It may be run again: what is there is replaced, but for users, who keep their password. On a cluster write
-- ON CLUSTER supervision behind each name, unless the servers share their users (replicated access storage).
-- It was parsed by ClickHouse's engine, but never run on a server.
-- Replace SHA256_OF_PAGE_SECRET and SHA256_OF_LOADER_SECRET, each by what `printf %s "$SECRET" | sha256sum` prints.

-- A question is answered as the page's other engine answers it only under these: test/deploy/clickhouse.test.ts compares
-- them with src/engine/clickhouseTypes.ts.
CREATE SETTINGS PROFILE OR REPLACE supervision_page SETTINGS
  join_use_nulls = 1 CONST,
  cast_keep_nullable = 1 CONST,
  aggregate_functions_null_for_empty = 1 CONST,
  group_by_use_nulls = 1 CONST,
  prefer_column_name_to_alias = 1 CONST,
  joined_subquery_requires_alias = 0 CONST,
  union_default_mode = 'DISTINCT' CONST,
  enable_materialized_cte = 1 CONST,
  session_timezone = 'UTC' CONST,
  output_format_arrow_compression_method = 'none' CONST,
  output_format_arrow_string_as_string = 1 CONST,
  output_format_arrow_low_cardinality_as_dictionary = 0 CONST,
  -- Reads only, and changes no setting. Nothing is CHANGEABLE_IN_READONLY: the page sends no setting.
  readonly = 1 CONST,
  allow_ddl = 0 CONST,
  allow_introspection_functions = 0 CONST,
  -- An answer is whole or an error, never a part: on a limit, and where a shard is away.
  timeout_overflow_mode = 'throw' CONST,
  read_overflow_mode = 'throw' CONST,
  result_overflow_mode = 'throw' CONST,
  skip_unavailable_shards = 0 CONST,
  -- Failures come with a status, not in the middle of an answer: up to so many bytes wait in memory, the rest on disk.
  http_wait_end_of_query = 1 CONST,
  http_response_buffer_size = 16777216 CONST,
  http_write_exception_in_output_format = 0 CONST,
  -- Who clicks on ends what he asked before.
  cancel_http_readonly_queries_on_client_close = 1 CONST,
  -- On a cluster, what one shard joins is asked of all of them.
  distributed_product_mode = 'global' CONST,
  -- Limits: set them to the machine. The page gives up after 60 s of silence, so the server's own word comes first.
  max_execution_time = 55 MIN 1 MAX 55,
  max_memory_usage = 8000000000 MIN 100000000 MAX 8000000000,
  max_memory_usage_for_user = 32000000000 CONST,
  max_rows_to_read = 20000000000 MIN 1 MAX 20000000000,
  max_temporary_data_on_disk_size_for_user = 50000000000 CONST,
  -- Beyond it the server says "too many": the page waits and asks again.
  max_concurrent_queries_for_user = 64 CONST;

-- Everything in the database, nothing else: neither other databases, nor url, file, remote, s3 and the like, which need
-- grants of SOURCES of their own. system.settings, which the page looks at, is open to everybody.
CREATE ROLE IF NOT EXISTS supervision_reader;
REVOKE ALL ON *.* FROM supervision_reader;
GRANT SELECT ON supervision.* TO supervision_reader;

-- Behind the proxy alone: HOST is the proxy's address.
CREATE USER IF NOT EXISTS supervision_page
  IDENTIFIED WITH sha256_hash BY 'SHA256_OF_PAGE_SECRET'
  HOST IP '127.0.0.1', IP '::1'
  DEFAULT DATABASE supervision
  GRANTEES NONE
  SETTINGS PROFILE 'supervision_page';
GRANT supervision_reader TO supervision_page;

-- Each person has a share, by the name that the proxy sends as X-ClickHouse-Quota. Opening the page asks some hundred
-- questions.
CREATE QUOTA OR REPLACE supervision_page KEYED BY client_key, user_name
  FOR INTERVAL 1 minute MAX queries = 3000, errors = 300,
  FOR INTERVAL 1 hour MAX queries = 60000, execution_time = 7200
  TO supervision_reader;

-- Who loads: makes and fills tables, and reads files. Nobody else needs it, and never the proxy.
CREATE ROLE IF NOT EXISTS supervision_loader;
REVOKE ALL ON *.* FROM supervision_loader;
GRANT SELECT, INSERT, CREATE, DROP, TRUNCATE ON supervision.* TO supervision_loader;
GRANT FILE, S3 ON *.* TO supervision_loader;
CREATE USER IF NOT EXISTS supervision_load
  IDENTIFIED WITH sha256_hash BY 'SHA256_OF_LOADER_SECRET'
  HOST LOCAL
  DEFAULT DATABASE supervision
  GRANTEES NONE;
GRANT supervision_loader TO supervision_load;

-- An example of row policies: people of one department, who see its rows alone. Only tables that say whose a row is are
-- granted. Counts (counts_…), indicators (indicators_…, risk_indicators…) and businesses (entities) are of the whole city and
-- carry no department: granted, they would tell what the policy hides. So does the profile in releases, without
-- which the page does not open: this role is for other clients. A department that is to have the page gets a database of its
-- own, exported from its own extracts.
CREATE ROLE IF NOT EXISTS supervision_health;
REVOKE ALL ON *.* FROM supervision_health;
GRANT SELECT ON supervision.permits TO supervision_health;
GRANT SELECT ON supervision.inspections TO supervision_health;
GRANT SELECT ON supervision.complaints TO supervision_health;
GRANT SELECT ON supervision.regions TO supervision_health;
GRANT SELECT ON supervision.region_paths TO supervision_health;
GRANT SELECT ON supervision.calendar TO supervision_health;
CREATE ROW POLICY OR REPLACE health ON supervision.permits FOR SELECT USING department = 'Health' TO supervision_health;
CREATE ROW POLICY OR REPLACE health ON supervision.inspections FOR SELECT USING department = 'Health' TO supervision_health;
CREATE ROW POLICY OR REPLACE health ON supervision.complaints FOR SELECT USING department = 'Health' TO supervision_health;
-- A table with a policy shows nothing to whoever has none.
CREATE ROW POLICY OR REPLACE everything ON supervision.permits FOR SELECT USING 1 TO ALL EXCEPT supervision_health;
CREATE ROW POLICY OR REPLACE everything ON supervision.inspections FOR SELECT USING 1 TO ALL EXCEPT supervision_health;
CREATE ROW POLICY OR REPLACE everything ON supervision.complaints FOR SELECT USING 1 TO ALL EXCEPT supervision_health;
