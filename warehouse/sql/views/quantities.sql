-- Every measured fact that is not money: quantities, counts, percentages, rates, durations, temperatures.
create or replace view quantities as
select
  f.fact_id,
  f.kind,
  f.surface,
  f.value,
  f.low,
  f.high,
  f.unit,
  f.dimension,
  f.precision,
  f.qualifier,
  f.change,
  f.direction,
  f.canonical_value,
  f.canonical_unit,
  f.canonical_exact,
  m.metric,
  f.as_of_start,
  f.as_of_end,
  d.title,
  d.published_at,
  d.seed,
  f.line_no
from facts f
join documents d using (doc_id)
join told() b using (doc_id, block_no)
left join metrics m using (metric_id)
where f.dimension is not null
  and f.kind <> 'money'
  and f.dimension not like 'money/%';

comment on view quantities is 'Measured facts that are not money: quantities, counts, percentages, rates, durations.';
comment on column quantities.metric is 'What is measured, in simplified script.';
