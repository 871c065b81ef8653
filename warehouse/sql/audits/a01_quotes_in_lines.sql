-- A01: every quote stands at its place in its line.
-- Lines are read by pages of 1,000 code points (see pages.py): a slice of a line of 100 MB would cost the whole line.
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
    select
      p.*,
      case
        when p.inside + p.width <= 1000 then substring(a.text, p.inside + 1, p.width)
        else substring(a.text, p.inside + 1) || substring(b.text, 1, p.inside + p.width - 1000)
      end as found
    from placed p
    left join line_pages a on a.doc_id = p.doc_id and a.line_no = p.line_no and a.page = p.page
    left join line_pages b
      on b.doc_id = p.doc_id and b.line_no = p.line_no and b.page = p.page + 1 and p.inside + p.width > 1000
  )
select of_table, key, doc_id, line_no, char_start, char_end, quote as expected, found
from sliced
where found is distinct from quote
union all
select of_table, key, doc_id, line_no, char_start, char_end, quote, found
from long_quote_breaks
