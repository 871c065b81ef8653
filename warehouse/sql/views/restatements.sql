-- The same thing measured for the same time in two documents: what was said first, and what was said later.
create or replace view restatements as
with
  measured as (
    select
      f.fact_id,
      f.doc_id,
      f.metric_id,
      f.as_of_start,
      f.as_of_end,
      f.change,
      f.canonical_unit,
      f.canonical_value,
      f.surface,
      b.published_at,
      d.seed,
      d.jurisdiction
    from facts f
    join documents d using (doc_id)
    join told() b using (doc_id, block_no)
    where f.metric_id is not null
      and f.as_of_start is not null
      and f.canonical_value is not null
      and b.published_at is not null
  )
select
  m.metric,
  a.as_of_start,
  a.as_of_end,
  a.canonical_unit,
  a.canonical_value as first_value,
  b.canonical_value as later_value,
  try(b.canonical_value - a.canonical_value) as difference,
  a.surface as first_surface,
  b.surface as later_surface,
  a.published_at as first_published,
  b.published_at as later_published,
  a.seed as first_seed,
  b.seed as later_seed,
  a.fact_id as first_fact,
  b.fact_id as later_fact
from measured a
join measured b
  on a.metric_id = b.metric_id
  and a.as_of_start = b.as_of_start
  and a.as_of_end = b.as_of_end
  and a.canonical_unit = b.canonical_unit
  and a.change is not distinct from b.change
  and a.jurisdiction is not distinct from b.jurisdiction
  and a.doc_id <> b.doc_id
  and (a.published_at, a.doc_id) < (b.published_at, b.doc_id)
join metrics m on m.metric_id = a.metric_id;

comment on view restatements is 'The same metric for the same time in two documents, the earlier one first. Empty: nothing fills metrics yet.';
comment on column restatements.difference is 'later_value − first_value.';
comment on column restatements.first_value is 'What the earlier document says, in the canonical unit.';
comment on column restatements.later_value is 'What the later document says, in the canonical unit.';
comment on column restatements.first_surface is 'What the earlier document says, as printed.';
comment on column restatements.later_surface is 'What the later document says, as printed.';
comment on column restatements.first_published is 'When the earlier document was published.';
comment on column restatements.later_published is 'When the later document was published.';
comment on column restatements.first_seed is 'Seed of the earlier document.';
comment on column restatements.later_seed is 'Seed of the later document.';
comment on column restatements.first_fact is 'The fact of the earlier document.';
comment on column restatements.later_fact is 'The fact of the later document.';
