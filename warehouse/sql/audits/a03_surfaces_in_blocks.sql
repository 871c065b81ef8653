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
    select p.*, s.characters, substring(b.text, p.inside + 1, p.width) as found
    from placed p
    left join block_sizes s using (doc_id, block_no)
    left join block_pages b using (doc_id, block_no, page)
  )
select of_table, key, doc_id, block_no, block_start, block_end, surface as expected, found
from sliced
where found is distinct from surface or coalesce(ext_end, block_end) > characters
union all
select of_table, key, doc_id, block_no, block_start, block_end, surface, found
from long_surface_breaks
