-- What one release says and the other does not: change · seed · line_no · quote · before · after.
-- Both are attached: `before` and `after`.
with told as (
    select
        fact_id,
        'before' as side,
        f.* exclude (fact_id),
        d.seed
    from before.facts as f
    join before.documents as d using (doc_id)
),

tells as (
    select
        fact_id,
        'after' as side,
        f.* exclude (fact_id),
        d.seed
    from after.facts as f
    join after.documents as d using (doc_id)
)

select
    case
        when told.fact_id is null then 'added'
        when tells.fact_id is null then 'removed'
        else 'changed'
    end as change,
    coalesce(tells.seed, told.seed) as seed,
    coalesce(tells.line_no, told.line_no) as line_no,
    coalesce(tells.quote, told.quote) as quote,
    told.kind as kind_before,
    told.value as value_before,
    told.unit as unit_before,
    told.date_start as date_before,
    told.qualifier as qualifier_before,
    tells.kind as kind_after,
    tells.value as value_after,
    tells.unit as unit_after,
    tells.date_start as date_after,
    tells.qualifier as qualifier_after,
    coalesce(tells.fact_id, told.fact_id) as fact_id
from told
full join tells using (fact_id)
where
    told.fact_id is null
    or tells.fact_id is null
    or (told.kind, told.value, told.low, told.high, told.unit, told.qualifier, told.date_start, told.date_end, told.grain)
    is distinct from
    (tells.kind, tells.value, tells.low, tells.high, tells.unit, tells.qualifier, tells.date_start, tells.date_end, tells.grain)
order by change, seed, line_no, coalesce(tells.char_start, told.char_start)
