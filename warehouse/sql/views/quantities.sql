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
  b.role,
  b.title,
  b.published_at,
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
comment on column quantities.metric is 'What is measured, in simplified script. Nothing fills it yet.';
comment on column quantities.role is 'Why its block is there: title, heading, body … of the story; teaser_title, teaser_body of another one.';
comment on column quantities.title is 'Headline of the article it stands in: of the story, or of the teaser.';
comment on column quantities.published_at is 'When that article is dated: by its own dateline, or by its page.';
