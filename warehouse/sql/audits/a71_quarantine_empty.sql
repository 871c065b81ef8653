-- A71: no row is in quarantine.
select
  table_name,
  case when table_name in ('documents', 'blocks', 'facts', 'rejects') then split_part(key, '/', 1) end as doc_id,
  key,
  rule as contract,
  column_name,
  value
from quarantine
