-- A40: a surface read again, alone, means the same.
-- The surfaces are read in Python by the grammar (see pipelines/publishing/rereading.py); second_readings holds what came out.
-- What a fact took from a caption or a neighbour cannot be read from its surface: such facts are left out. The currency of
-- its publication is known to the second reading too.
-- Facts are given their document first, as a step of its own: readings and documents have little in common, and joined
-- with each other they would be a row for each pair.
with
  told as materialized (
    select f.*, d.jurisdiction, d.currency
    from facts f
    join documents d using (doc_id)
    anti join (select fact_id from inheritances where attribute in ('unit', 'scale')) i using (fact_id)
  )
select
  t.fact_id,
  t.doc_id,
  t.line_no,
  t.surface,
  t.kind,
  r.kind_again,
  t.value,
  r.value_again,
  t.unit,
  r.unit_again
from told t
join second_readings r
  on r.surface = t.surface
  and r.kind = t.kind
  and r.rule = t.rule
  and r.jurisdiction is not distinct from t.jurisdiction
  and r.currency is not distinct from t.currency
where t.kind is distinct from r.kind_again
  or t.value is distinct from r.value_again
  or t.unit is distinct from r.unit_again
