-- Every piece of every fact in its source: the core, the core with its qualifier words (ext), and the metric.
-- A block that is one whole line has no map: then the piece is the span itself. Bytes are counted in UTF-8; they are empty
-- where a document has another encoding and the piece is not the first of the core.
create or replace view fact_spans as
with
  spans as (
    select fact_id, doc_id, 'core' as part, block_no, block_start as span_start, block_end as span_end from facts
    union all
    select fact_id, doc_id, 'ext', block_no, ext_start, ext_end from facts where ext_start is not null
    union all
    select fact_id, doc_id, 'metric', metric_block, metric_start, metric_end from facts where metric_start is not null
  ),
  mapped as (
    select
      s.fact_id,
      s.part,
      s.doc_id,
      s.span_start,
      s.span_end,
      coalesce(m.line_no, b.first_line) as line_no,
      coalesce(m.how, 'copy') as how,
      m.block_start is not null as has_map,
      greatest(s.span_start, coalesce(m.block_start, 0)) as piece_start,
      if(coalesce(m.how, 'copy') = 'copy',
        coalesce(m.char_start, 0) + greatest(s.span_start, coalesce(m.block_start, 0)) - coalesce(m.block_start, 0),
        m.char_start) as char_start,
      if(coalesce(m.how, 'copy') = 'copy',
        coalesce(m.char_start, 0) + least(s.span_end, coalesce(m.block_end, s.span_end)) - coalesce(m.block_start, 0),
        m.char_end) as char_end,
      m.byte_start as map_byte_start,
      m.byte_end as map_byte_end,
      m.char_start as map_char_start
    from spans s
    join blocks b using (doc_id, block_no)
    left join block_map m
      on m.doc_id = s.doc_id and m.block_no = s.block_no
      and m.block_start < s.span_end and m.block_end > s.span_start
  ),
  quoted as (
    select
      p.*,
      substring(l.text, p.char_start + 1, p.char_end - p.char_start) as quote,
      case
        when has_map and how <> 'copy' then map_byte_start
        when d.encoding not in ('utf-8', 'utf_8', 'ascii') then null
        when has_map then map_byte_start + strlen(substring(l.text, map_char_start + 1, p.char_start - map_char_start))
        else l.byte_start + strlen(substring(l.text, 1, p.char_start))
      end as counted_start
    from mapped p
    join lines l using (doc_id, line_no)
    join documents d using (doc_id)
  ),
  numbered as (
    select
      *,
      row_number() over (partition by fact_id, part order by piece_start, line_no) - 1 as piece
    from quoted
  )
select
  n.fact_id,
  n.part,
  n.piece,
  n.line_no,
  n.char_start,
  n.char_end,
  if(n.part = 'core' and n.piece = 0, f.byte_start, n.counted_start) as byte_start,
  case
    when n.part = 'core' and n.piece = 0 then f.byte_end
    when n.has_map and n.how <> 'copy' then n.map_byte_end
    else n.counted_start + strlen(n.quote)
  end as byte_end,
  n.quote
from numbered n
join facts f using (fact_id);

comment on view fact_spans is 'Every piece of every fact in its source: core, ext (with qualifier words) and metric.';
comment on column fact_spans.part is 'core, ext (the core with its qualifier words) or metric.';
comment on column fact_spans.piece is 'Number of the piece, from 0 in the order of the block.';
