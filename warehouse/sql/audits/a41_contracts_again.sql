-- A41: the contracts, once more over what is stored.
-- They are checked in Python by the models of schemas (see pipelines/publishing/rereading.py); contract_breaks holds what failed.
select
  table_name,
  case when table_name in ('documents', 'blocks', 'facts', 'rejects') then split_part(key, '/', 1) end as doc_id,
  key,
  rule as contract,
  column_name,
  value
from contract_breaks
