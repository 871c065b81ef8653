-- What happened when: each dated statement of a text, in the order of time.
create or replace view timeline as
select
  f.date_start,
  f.date_end,
  f.grain,
  f.surface,
  b.text as said,
  b.role,
  b.title,
  b.published_at,
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
comment on column timeline.role is 'Why its block is there: title, heading, body … of the story; teaser_title, teaser_body of another one.';
comment on column timeline.title is 'Headline of the article it stands in: of the story, or of the teaser.';
comment on column timeline.published_at is 'When that article is dated: by its own dateline, or by its page.';
