-- A61: a warehouse that held documents still holds some.
select published, now
from
  (select count(*) as published from last_documents),
  (select count(*) as now from documents)
where published > 0
  and now = 0
