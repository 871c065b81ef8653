-- A05: the first piece of a fact or reject is where its block says it is.
with
  mentions as (
    select 'facts' as of_table, fact_id::varchar as key, doc_id, block_no, block_start, line_no, char_start from facts
    union all
    select 'rejects', block_no || '/' || block_start, doc_id, block_no, block_start, line_no, char_start from rejects
  ),
  expected as (
    select
      n.*,
      coalesce(m.line_no, b.first_line) as expected_line,
      case
        when m.line_no is null then n.block_start
        when m.how = 'copy' then m.char_start + n.block_start - m.block_start
        else m.char_start
      end as expected_start
    from mentions n
    join blocks b using (doc_id, block_no)
    left join block_map m
      on m.doc_id = n.doc_id and m.block_no = n.block_no
      and m.block_start <= n.block_start and m.block_end > n.block_start
  )
select of_table, key, doc_id, block_no, block_start, line_no, char_start, expected_line, expected_start
from expected
where line_no <> expected_line or char_start <> expected_start
