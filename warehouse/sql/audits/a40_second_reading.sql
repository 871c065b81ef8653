-- A40: a surface read again, alone, means the same.
-- The surfaces are read in Python by the grammar (see rereading.py); second_readings holds what came out.
-- What a fact took from a caption or a neighbour cannot be read from its surface: such facts are left out. The currency of
-- its publication is known to the second reading too.
select
  f.fact_id,
  f.doc_id,
  f.line_no,
  f.surface,
  f.kind,
  r.kind_again,
  f.value,
  r.value_again,
  f.unit,
  r.unit_again
from facts f
join documents d using (doc_id)
join second_readings r
  on r.surface = f.surface
  and r.kind = f.kind
  and r.rule = f.rule
  and r.jurisdiction is not distinct from d.jurisdiction
  and r.currency is not distinct from d.currency
anti join (select fact_id from inheritances where attribute in ('unit', 'scale')) i using (fact_id)
where f.kind is distinct from r.kind_again
  or f.value is distinct from r.value_again
  or f.unit is distinct from r.unit_again
