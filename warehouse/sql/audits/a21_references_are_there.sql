-- A21: what a row refers to is there.
select 'lines' as of_table, 'documents' as refers_to, a.doc_id as key
from lines a anti join documents b using (doc_id)
union all
select 'parts', 'documents', a.doc_id from parts a anti join documents b using (doc_id)
union all
select 'documents', 'documents', a.duplicate_of
from documents a anti join documents b on b.doc_id = a.duplicate_of
where a.duplicate_of is not null
union all
select 'blocks', 'documents', a.doc_id from blocks a anti join documents b using (doc_id)
union all
select 'blocks', 'lines', a.doc_id || '/' || a.first_line
from blocks a anti join lines b on b.doc_id = a.doc_id and b.line_no = a.first_line
union all
select 'blocks', 'lines', a.doc_id || '/' || a.last_line
from blocks a anti join lines b on b.doc_id = a.doc_id and b.line_no = a.last_line
union all
select 'block_map', 'blocks', a.doc_id || '/' || a.block_no from block_map a anti join blocks b using (doc_id, block_no)
union all
select 'block_map', 'lines', a.doc_id || '/' || a.line_no from block_map a anti join lines b using (doc_id, line_no)
union all
select 'articles', 'documents', a.doc_id from articles a anti join documents b using (doc_id)
union all
select 'articles', 'lines', a.doc_id || '/' || a.article_no
from articles a anti join lines b using (doc_id, line_no)
where a.line_no is not null
union all
select 'articles', 'lines (year)', a.doc_id || '/' || a.article_no
from articles a anti join lines b on b.doc_id = a.doc_id and b.line_no = a.year_line_no
where a.year_line_no is not null
union all
select 'facts', 'blocks', a.fact_id::varchar from facts a anti join blocks b using (doc_id, block_no)
union all
select 'facts', 'metrics', a.fact_id::varchar
from facts a anti join metrics b using (metric_id)
where a.metric_id is not null
union all
select 'facts', 'blocks (metric)', a.fact_id::varchar
from facts a anti join blocks b on b.doc_id = a.doc_id and b.block_no = a.metric_block
where a.metric_block is not null
union all
select 'facts', 'facts (as of)', a.fact_id::varchar
from facts a anti join facts b on b.fact_id = a.as_of_fact
where a.as_of_fact is not null
union all
select 'facts', 'units', a.fact_id || ': ' || a.unit
from facts a anti join units b on b.code = a.unit
where a.unit is not null
union all
select 'facts', 'units (per)', a.fact_id || ': ' || a.per
from facts a anti join units b on b.code = a.per
where a.per is not null
union all
select 'rejects', 'blocks', a.doc_id || '/' || a.block_no from rejects a anti join blocks b using (doc_id, block_no)
union all
select 'inheritances', 'facts', a.fact_id::varchar from inheritances a anti join facts b using (fact_id)
union all
select 'inheritances', 'lines', a.fact_id || '/' || a.attribute
from inheritances a anti join lines b using (doc_id, line_no)
where a.line_no is not null
union all
select 'equations', 'documents', a.equation_id from equations a anti join documents b using (doc_id)
union all
select 'equation_members', 'equations', a.equation_id from equation_members a anti join equations b using (equation_id)
union all
select 'equation_members', 'facts', a.equation_id || '/' || a.fact_id
from equation_members a anti join facts b using (fact_id)
union all
select 'findings', 'rules', a.finding_id || ': ' || a.rule from findings a anti join rules b on b.code = a.rule
union all
select 'findings', 'documents', a.finding_id
from findings a anti join documents b using (doc_id)
where a.doc_id is not null
union all
select 'findings', 'facts', a.finding_id
from findings a anti join facts b using (fact_id)
where a.fact_id is not null
union all
select 'findings', 'equations', a.finding_id
from findings a anti join equations b using (equation_id)
where a.equation_id is not null
union all
select 'near_duplicates', 'documents', a.doc_id from near_duplicates a anti join documents b using (doc_id)
union all
select 'near_duplicates', 'documents (of)', a.of_doc_id
from near_duplicates a anti join documents b on b.doc_id = a.of_doc_id
