-- Money, and rates that have a currency, with what is measured, when and where it was printed.
create or replace view amounts as
select
  f.fact_id,
  f.surface,
  f.value,
  f.low,
  f.high,
  f.unit,
  f.per,
  f.precision,
  f.qualifier,
  f.change,
  f.direction,
  f.canonical_value,
  f.canonical_unit,
  m.metric,
  f.as_of_start,
  f.as_of_end,
  b.role,
  b.title,
  d.publisher,
  b.published_at,
  d.seed,
  f.line_no
from facts f
join documents d using (doc_id)
join told() b using (doc_id, block_no)
left join metrics m using (metric_id)
where (f.kind = 'money' or (f.kind = 'rate' and f.dimension like 'money/%'));

comment on view amounts is 'Money, and rates that have a currency; navigation, notices and duplicates left out.';
comment on column amounts.metric is 'What is measured, in simplified script. Nothing fills it yet.';
comment on column amounts.role is 'Why its block is there: title, heading, body … of the story; teaser_title, teaser_body of another one.';
comment on column amounts.title is 'Headline of the article it stands in: of the story, or of the teaser.';
comment on column amounts.published_at is 'When that article is dated: by its own dateline, or by its page.';
