-- A70: few facts are in quarantine. The limit is in facts per million, so that nothing is divided.
with
  counts as (
    select
      (select count(distinct key) from quarantine where table_name = 'facts') as broken,
      (select count(*) from facts) as sound
  )
select broken, sound, limit_per_million
from counts, audit_settings
where broken * 1000000 > (broken + sound) * limit_per_million
