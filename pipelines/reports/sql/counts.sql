-- How many rows of each sort the warehouse holds: part · code · rows.
select 'blocks' as part, role as code, count(*) as rows from blocks group by role
union all
select 'facts', kind, count(*) from facts group by kind
union all
select 'rejects', reason, count(*) from rejects group by reason
union all
select 'findings', severity, count(*) from findings group by severity
union all
select 'set aside', stage, count(*) from set_aside group by stage
union all
select 'quarantine', table_name, count(*) from quarantine group by table_name
union all
select 'documents', media_type, count(*) from documents group by media_type
order by part, rows desc, code
