-- A10: every numeral character of every block lies in exactly one fact or reject.
-- The text of the blocks is cut into runs of numeral characters. numeral_pieces and is_numeral_run are generated from
-- schemas/numeral_chars.tsv and know nothing of the grammar. All blocks are laid end to end on one axis, so that a place is
-- one number; then one sweep over the edges of runs and mentions gives, for each stretch, whether it is numeral and by how
-- many mentions it is held.
with
  laid as (
    select
      doc_id,
      block_no,
      first_line,
      text,
      sum(length(text) + 1) over (order by doc_id, block_no)::bigint - length(text) as base
    from blocks
  ),
  cut as (
    select base, numeral_pieces(text) as pieces from laid
  ),
  pieces as (
    select base, unnest(pieces) as piece, generate_subscripts(pieces, 1) as piece_no from cut
  ),
  measured as (
    select base, piece_no, length(piece) as width, is_numeral_run(piece) as is_run from pieces
  ),
  placed as (
    select
      width,
      is_run,
      base + sum(width) over (partition by base order by piece_no)::bigint as piece_end
    from measured
  ),
  mentions as (
    select doc_id, block_no, block_start, block_end from facts
    union all
    select doc_id, block_no, block_start, block_end from rejects
  ),
  held as (
    select l.base + m.block_start as held_start, l.base + m.block_end as held_end
    from mentions m
    join laid l using (doc_id, block_no)
  ),
  edges as (
    select piece_end - width as edge, 1 as numeral, 0 as holders from placed where is_run
    union all
    select piece_end, -1, 0 from placed where is_run
    union all
    select held_start, 0, 1 from held
    union all
    select held_end, 0, -1 from held
  ),
  steps as (
    select edge, sum(numeral)::bigint as numeral, sum(holders)::bigint as holders
    from edges
    group by edge
  ),
  stretches as (
    select
      edge as stretch_start,
      lead(edge) over (order by edge) as stretch_end,
      sum(numeral) over (order by edge) as numeral,
      sum(holders) over (order by edge) as holders
    from steps
  ),
  offending as (
    select * from stretches where numeral > 0 and holders <> 1
  )
select
  l.doc_id,
  l.block_no,
  l.first_line as line_no,
  o.stretch_start - l.base as block_start,
  o.stretch_end - l.base as block_end,
  o.holders::bigint as held_by
from offending o
asof join laid l on l.base <= o.stretch_start
