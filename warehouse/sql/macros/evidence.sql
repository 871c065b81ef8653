-- A fact in its line: with what stands around it, its file, and its range of bytes.
create or replace macro evidence(wanted) as table
select
  f.fact_id,
  f.surface,
  f.kind,
  f.value,
  f.unit,
  d.seed,
  d.record,
  f.line_no,
  f.char_start,
  f.char_end,
  f.byte_start,
  f.byte_end,
  substring(l.text, greatest(f.char_start - 40, 0) + 1, least(f.char_start, 40)) as before,
  f.quote,
  substring(l.text, f.char_end + 1, 40) as after
from facts f
join documents d using (doc_id)
join lines l using (doc_id, line_no)
where f.fact_id = coalesce(
  (select fact_id from facts where fact_id = try_cast(wanted::varchar as uuid)),
  error('this release holds no fact ' || wanted || ': the column fact_id of the table facts has those it holds')
);

comment on macro table evidence is 'A fact in its line: what stands before and after it, its file, its range of bytes.';
