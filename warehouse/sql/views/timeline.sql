-- What happened when: each dated statement of a text, in the order of time.
create or replace view timeline as
select
  f.date_start,
  f.date_end,
  f.grain,
  f.surface,
  b.text as said,
  d.title,
  d.published_at,
  d.seed,
  f.line_no,
  f.fact_id
from facts f
join documents d using (doc_id)
join told() b using (doc_id, block_no)
where f.date_start is not null
order by f.date_start, f.date_end, d.seed, f.line_no, f.char_start;

comment on view timeline is 'Dated statements in the order of time, each with the block that says it.';
comment on column timeline.said is 'The block in which the date stands.';
