-- The blocks that tell something for the first time: what views count, each with headline and date of its article. A teaser
-- speaks of another story than the page: the page's headline and date would be false of it. Navigation, notices, bylines and
-- blanks are out, and so are documents with the bytes of an earlier one, articles that tell what an earlier one tells, and
-- lines that stand on their page already (a caption under two pictures). Cells of a table may well be equal.
create or replace macro told() as table
with
  teasers as (
    select doc_id, article_no, trim(arg_min(text, block_no)) as title
    from blocks
    where role = 'teaser_title'
    group by doc_id, article_no
  )
select
  b.*,
  if(b.article_no = 0, d.title, t.title) as title,
  a.published_at
from blocks b
join documents d using (doc_id)
left join teasers t on t.doc_id = b.doc_id and t.article_no = b.article_no
left join articles a on a.doc_id = b.doc_id and a.article_no = b.article_no
anti join near_duplicates n on n.doc_id = b.doc_id and n.article_no = b.article_no
where d.duplicate_of is null
  and b.role in ('title', 'heading', 'body', 'caption', 'table', 'teaser_title', 'teaser_body')
  and (b.role = 'table' or not contains(b.role_reason, '; repeats block '));

comment on macro table told is 'The blocks that views count: story, teasers and tables, each article and each line told once.';
