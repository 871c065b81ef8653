-- A31: a document has all its lines and blocks: numbered without a gap, blocks within the lines.
with
  line_counts as (
    select doc_id, count(*) as n, min(line_no) as first, max(line_no) as last from lines group by doc_id
  ),
  block_counts as (
    select doc_id, count(*) as n, min(block_no) as first, max(block_no) as last from blocks group by doc_id
  )
select d.doc_id, d.seed, d.record, 'lines' as what, d.lines as expected, coalesce(l.n, 0) as found
from documents d
left join line_counts l using (doc_id)
where coalesce(l.n, 0) <> d.lines or (l.n is not null and (l.first <> 1 or l.last <> l.n))
union all
select d.doc_id, d.seed, d.record, 'blocks', b.last, b.n
from documents d
join block_counts b using (doc_id)
where b.first <> 1 or b.last <> b.n
union all
select d.doc_id, d.seed, d.record, 'blocks', 1, 0
from documents d
anti join blocks b using (doc_id)
semi join (select doc_id from lines where trim(text) <> '') t using (doc_id)
where d.media_type not like '%html'
