-- Dates, date ranges and times, resolved, with what they took from elsewhere.
create or replace view dates as
with
  taken as (
    select fact_id, string_agg(attribute || ': ' || coalesce(quote, rule), '; ' order by attribute) as inherited
    from inheritances
    group by fact_id
  )
select
  f.fact_id,
  f.kind,
  f.surface,
  f.date_start,
  f.date_end,
  f.grain,
  f.qualifier,
  t.inherited,
  f.rule,
  b.role,
  b.title,
  b.published_at,
  d.seed,
  f.line_no
from facts f
join documents d using (doc_id)
join told() b using (doc_id, block_no)
left join taken t using (fact_id)
where f.kind in ('date', 'date_range', 'time');

comment on view dates is 'Dates, date ranges and times, resolved to half-open intervals of local time.';
comment on column dates.inherited is 'What the date took from elsewhere, as it is printed there.';
comment on column dates.role is 'Why its block is there: title, heading, body … of the story; teaser_title, teaser_body of another one.';
comment on column dates.title is 'Headline of the article it stands in: of the story, or of the teaser.';
comment on column dates.published_at is 'When that article is dated: by its own dateline, or by its page.';
