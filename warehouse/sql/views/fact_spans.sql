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
  numbered as (
    select *, row_number() over (partition by fact_id, part order by piece_start, line_no) - 1 as piece
    from mapped
  ),
  -- the first piece of the core is stored; a slice costs the line before it, so only the others are taken
  quoted as (
    select
      n.*,
      n.part = 'core' and n.piece = 0 as is_stored,
      f.byte_end as stored_end,
      case
        when n.part = 'core' and n.piece = 0 then f.quote
        else substring(l.text, n.char_start + 1, n.char_end - n.char_start)
      end as quote,
      case
        when n.part = 'core' and n.piece = 0 then f.byte_start
        when has_map and how <> 'copy' then map_byte_start
        when d.encoding not in ('utf-8', 'utf_8', 'ascii') then null
        when has_map then map_byte_start + strlen(substring(l.text, map_char_start + 1, n.char_start - map_char_start))
        else l.byte_start + strlen(substring(l.text, 1, n.char_start))
      end as byte_start
    from numbered n
    join facts f using (fact_id)
    join lines l on l.doc_id = n.doc_id and l.line_no = n.line_no
    join documents d on d.doc_id = n.doc_id
  )
select
  fact_id,
  part,
  piece,
  line_no,
  char_start,
  char_end,
  byte_start,
  case
    when is_stored then stored_end
    when has_map and how <> 'copy' then map_byte_end
    else byte_start + strlen(quote)
  end as byte_end,
  quote
from quoted;

comment on view fact_spans is 'Every piece of every fact in its source: core, ext (with qualifier words) and, once something fills it, metric.';
comment on column fact_spans.part is 'core, ext (the core with its qualifier words) or metric.';
comment on column fact_spans.piece is 'Number of the piece, from 0 in the order of the block.';
