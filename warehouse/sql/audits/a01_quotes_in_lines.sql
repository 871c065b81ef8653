-- A01: every quote stands at its place in its line.
-- Lines are read by pages (see pipelines/publishing/text_pages.py): a slice of a line of 100 MB would cost the whole line.
-- A quote that is longer than a page is compared in Python; what differs stands in long_quote_breaks.
with
  quotes as (
    select 'facts' as of_table, fact_id::varchar as key, doc_id, line_no, char_start, char_end, quote from facts
    union all
    select 'rejects', block_no || '/' || block_start, doc_id, line_no, char_start, char_end, quote from rejects
    union all
    select 'inheritances', fact_id || '/' || attribute, doc_id, line_no, char_start, char_end, quote
    from inheritances
    where line_no is not null
  ),
  placed as (
    select *, char_start // 1000 as page, char_start % 1000 as inside, char_end - char_start as width
    from quotes
    where char_end - char_start <= 1000
  ),
  sliced as (
    select p.*, substring(l.text, p.inside + 1, p.width) as found
    from placed p
    left join line_pages l using (doc_id, line_no, page)
  )
select of_table, key, doc_id, line_no, char_start, char_end, quote as expected, found
from sliced
where found is distinct from quote
union all
select of_table, key, doc_id, line_no, char_start, char_end, quote, found
from long_quote_breaks
