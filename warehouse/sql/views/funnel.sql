-- From bytes to facts, a row a document: what left the flow, and where.
create or replace view funnel as
with
  line_counts as (
    select doc_id, sum(length(text))::bigint as line_characters from lines group by doc_id
  ),
  block_counts as (
    select
      doc_id,
      count(*) filter (role <> 'blank') as blocks,
      count(*) filter (role in ('title', 'heading', 'body', 'caption', 'table')) as story_blocks,
      count(*) filter (role in ('teaser_title', 'teaser_body')) as teaser_blocks,
      count(*) filter (role in ('navigation', 'notice', 'byline', 'dateline')) as other_blocks,
      count(*) filter (role = 'blank') as blank_blocks
    from blocks
    group by doc_id
  ),
  fact_counts as (
    select doc_id, count(*) as facts from facts group by doc_id
  ),
  reject_counts as (
    select doc_id, count(*) as rejects, count(*) filter (reason = 'unsupported') as unsupported
    from rejects
    group by doc_id
  ),
  part_counts as (
    select doc_id, (sum(bytes) filter (part <> 'text'))::bigint as bytes_beside_text from parts group by doc_id
  )
select
  d.seed,
  d.record,
  d.doc_id,
  d.bytes,
  coalesce(p.bytes_beside_text, 0) as bytes_beside_text,
  d.lines,
  coalesce(l.line_characters, 0) as line_characters,
  coalesce(b.blocks, 0) as blocks,
  coalesce(b.story_blocks, 0) as story_blocks,
  coalesce(b.teaser_blocks, 0) as teaser_blocks,
  coalesce(b.other_blocks, 0) as other_blocks,
  coalesce(b.blank_blocks, 0) as blank_blocks,
  coalesce(f.facts, 0) + coalesce(r.rejects, 0) as mentions,
  coalesce(f.facts, 0) as facts,
  coalesce(r.rejects, 0) as rejects,
  coalesce(r.unsupported, 0) as unsupported
from documents d
left join part_counts p using (doc_id)
left join line_counts l using (doc_id)
left join block_counts b using (doc_id)
left join fact_counts f using (doc_id)
left join reject_counts r using (doc_id);

comment on view funnel is 'From bytes to facts, a row a document: what left the flow, and where.';
comment on column funnel.bytes_beside_text is 'Bytes of markup, scripts, line ends and whatever else is no text.';
comment on column funnel.line_characters is 'Characters of its lines.';
comment on column funnel.blocks is 'Blocks that are not blank.';
comment on column funnel.story_blocks is 'Title, headings, body, captions and tables.';
comment on column funnel.mentions is 'Facts and rejects.';
comment on column funnel.unsupported is 'Rejects that the grammar does not read yet.';
comment on column funnel.teaser_blocks is 'Titles and texts of other stories that are announced.';
comment on column funnel.other_blocks is 'Navigation, notices, bylines and datelines.';
comment on column funnel.blank_blocks is 'Blocks of white space.';
comment on column funnel.facts is 'Mentions that are facts.';
comment on column funnel.rejects is 'Mentions that are no fact.';
