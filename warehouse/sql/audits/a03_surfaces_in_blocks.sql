-- A03: every surface stands at its place in its block, and the qualifier words lie inside the block too.
with
  surfaces as (
    select 'facts' as of_table, fact_id::varchar as key, doc_id, block_no, block_start, block_end, ext_end, surface
    from facts
    union all
    select 'rejects', block_no || '/' || block_start, doc_id, block_no, block_start, block_end, null, surface
    from rejects
  ),
  placed as (
    select *, block_start // 1000 as page, block_start % 1000 as inside, block_end - block_start as width
    from surfaces
    where block_end - block_start <= 1000
  ),
  sliced as (
    select
      p.*,
      s.characters,
      case
        when p.inside + p.width <= 1000 then substring(a.text, p.inside + 1, p.width)
        else substring(a.text, p.inside + 1) || substring(b.text, 1, p.inside + p.width - 1000)
      end as found
    from placed p
    left join block_sizes s on s.doc_id = p.doc_id and s.block_no = p.block_no
    left join block_pages a on a.doc_id = p.doc_id and a.block_no = p.block_no and a.page = p.page
    left join block_pages b
      on b.doc_id = p.doc_id and b.block_no = p.block_no and b.page = p.page + 1 and p.inside + p.width > 1000
  )
select of_table, key, doc_id, block_no, block_start, block_end, surface as expected, found
from sliced
where found is distinct from surface or coalesce(ext_end, block_end) > characters
union all
select of_table, key, doc_id, block_no, block_start, block_end, surface, found
from long_surface_breaks
