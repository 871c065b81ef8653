-- A60: over the documents of both releases, no kind lost more than half of at least twenty facts.
with
  before as (
    select kind, count(*) as facts from last_facts semi join documents d using (doc_id) group by kind
  ),
  now as (
    select kind, count(*) as facts from facts semi join last_documents d using (doc_id) group by kind
  )
select b.kind, b.facts as published, coalesce(n.facts, 0) as now
from before b
left join now n using (kind)
where b.facts >= 20
  and coalesce(n.facts, 0) * 2 < b.facts
