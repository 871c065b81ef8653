-- The funnel over all documents: step · size, widest first.
with totals as (
    select
        sum(bytes)::bigint as bytes,
        sum(lines)::bigint as lines,
        sum(blocks)::bigint as blocks,
        sum(story_blocks + teaser_blocks)::bigint as told,
        sum(mentions)::bigint as numerals,
        sum(facts)::bigint as facts
    from funnel
),

steps as (
    select
        unnest(['bytes', 'lines', 'blocks', 'story blocks', 'numerals', 'facts']) as step,
        unnest([bytes, lines, blocks, told, numerals, facts]) as size
    from totals
)

select
    step,
    coalesce(size, 0) as size
from steps
