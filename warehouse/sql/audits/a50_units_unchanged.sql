-- A50: no unit that facts were published in changed since the last release.
select
  a.code,
  b.factor_num || '/' || b.factor_den || ' + ' || b.offset || ' ' || b.canonical as published,
  a.factor_num || '/' || a.factor_den || ' + ' || a.offset || ' ' || a.canonical as now
from units a
join last_units b using (code)
where (a.factor_num, a.factor_den, a.offset_num, a.canonical, a.dimension)
  <> (b.factor_num, b.factor_den, b.offset_num, b.canonical, b.dimension)
union all
select b.code, b.factor_num || '/' || b.factor_den || ' + ' || b.offset || ' ' || b.canonical, 'not listed'
from last_units b
anti join units a using (code)
where b.origin = 'registry'
