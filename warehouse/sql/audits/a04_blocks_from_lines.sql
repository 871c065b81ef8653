-- A04: a block is the text of its lines, piece by piece.
-- Without a map, a block is one whole line. With one, its pieces cover it from end to end. What a single piece holds is
-- compared in Python (see pipelines/publishing/comparing.py); what differs stands in piece_breaks.
with
  unmapped as (
    select b.doc_id, b.block_no, b.first_line, b.last_line, b.text
    from blocks b
    anti join block_map m on m.doc_id = b.doc_id and m.block_no = b.block_no
  ),
  chained as (
    select
      m.doc_id,
      m.block_no,
      m.block_start,
      m.block_end,
      lag(m.block_end, 1, 0) over in_block as expected_start,
      lead(m.block_start) over in_block as next_start,
      s.characters
    from block_map m
    join block_sizes s using (doc_id, block_no)
    window in_block as (partition by m.doc_id, m.block_no order by m.block_start, m.block_end)
  )
select u.doc_id, u.block_no, 'is no whole line' as fault, u.first_line as place
from unmapped u
left join lines l on l.doc_id = u.doc_id and l.line_no = u.first_line
where u.first_line <> u.last_line or l.text is distinct from u.text
union all
select doc_id, block_no, 'pieces leave a gap or overlap', block_start
from chained
where block_start <> expected_start or (next_start is null and block_end <> characters)
union all
select doc_id, block_no, fault, block_start
from piece_breaks
