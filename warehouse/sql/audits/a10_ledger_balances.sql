-- A10: every numeral character of every block lies in exactly one fact or reject.
-- The text of the blocks is cut into runs of numeral characters. numeral_pieces and is_numeral_run are generated from
-- schemas/numeral_chars.tsv and know nothing of the grammar. Then one sweep over the edges of runs and mentions gives,
-- for each stretch, whether it is numeral and by how many mentions it is held.
with
  cut as (
    select doc_id, block_no, numeral_pieces(text) as pieces from blocks
  ),
  pieces as (
    select doc_id, block_no, unnest(pieces) as piece, generate_subscripts(pieces, 1) as piece_no from cut
  ),
  measured as (
    select doc_id, block_no, piece_no, length(piece) as width, is_numeral_run(piece) as is_run from pieces
  ),
  placed as (
    select
      doc_id,
      block_no,
      width,
      is_run,
      sum(width) over (partition by doc_id, block_no order by piece_no)::bigint as piece_end
    from measured
  ),
  runs as (
    select doc_id, block_no, piece_end - width as run_start, piece_end as run_end from placed where is_run
  ),
  edges as (
    select doc_id, block_no, run_start as edge, 1 as numeral, 0 as holders from runs
    union all
    select doc_id, block_no, run_end, -1, 0 from runs
    union all
    select doc_id, block_no, block_start, 0, 1 from facts
    union all
    select doc_id, block_no, block_end, 0, -1 from facts
    union all
    select doc_id, block_no, block_start, 0, 1 from rejects
    union all
    select doc_id, block_no, block_end, 0, -1 from rejects
  ),
  steps as (
    select doc_id, block_no, edge, sum(numeral) as numeral, sum(holders) as holders
    from edges
    group by all
  ),
  stretches as (
    select
      doc_id,
      block_no,
      edge as stretch_start,
      lead(edge) over in_block as stretch_end,
      sum(numeral) over in_block as numeral,
      sum(holders) over in_block as holders
    from steps
    window in_block as (partition by doc_id, block_no order by edge)
  )
select
  s.doc_id,
  s.block_no,
  b.first_line as line_no,
  s.stretch_start as block_start,
  s.stretch_end as block_end,
  s.holders::bigint as held_by
from stretches s
join blocks b using (doc_id, block_no)
where s.numeral > 0
  and s.holders <> 1
