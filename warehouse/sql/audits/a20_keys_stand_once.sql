-- A20: a key stands once.
select 'documents' as of_table, doc_id as key, count(*) as times from documents group by 2 having count(*) > 1
union all
select 'lines', doc_id || '/' || line_no, count(*) from lines group by doc_id, line_no having count(*) > 1
union all
select 'parts', doc_id || '/' || part, count(*) from parts group by doc_id, part having count(*) > 1
union all
select 'set_aside', seed || '/' || record, count(*) from set_aside group by seed, record having count(*) > 1
union all
select 'seeds', path, count(*) from seeds group by path having count(*) > 1
union all
select 'blocks', doc_id || '/' || block_no, count(*) from blocks group by doc_id, block_no having count(*) > 1
union all
select 'block_map', doc_id || '/' || block_no || '/' || block_start, count(*)
from block_map group by doc_id, block_no, block_start having count(*) > 1
union all
select 'articles', doc_id || '/' || article_no, count(*) from articles group by doc_id, article_no having count(*) > 1
union all
select 'facts', fact_id::varchar, count(*) from facts group by fact_id having count(*) > 1
union all
select 'rejects', doc_id || '/' || block_no || '/' || block_start, count(*)
from rejects group by doc_id, block_no, block_start having count(*) > 1
union all
select 'inheritances', fact_id || '/' || attribute || '/' || rule, count(*)
from inheritances group by fact_id, attribute, rule having count(*) > 1
union all
select 'metrics', metric_id, count(*) from metrics group by metric_id having count(*) > 1
union all
select 'equations', equation_id, count(*) from equations group by equation_id having count(*) > 1
union all
select 'equation_members', equation_id || '/' || fact_id || '/' || role, count(*)
from equation_members group by equation_id, fact_id, role having count(*) > 1
union all
select 'findings', finding_id, count(*) from findings group by finding_id having count(*) > 1
union all
select 'near_duplicates', doc_id || '/' || article_no, count(*)
from near_duplicates group by doc_id, article_no having count(*) > 1
union all
select 'units', code, count(*) from units group by code having count(*) > 1
union all
select 'rules', code, count(*) from rules group by code having count(*) > 1
