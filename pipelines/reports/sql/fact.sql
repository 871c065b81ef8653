-- One fact with the line that its first piece stands on.
select
    f.*,
    d.seed,
    d.record,
    d.title,
    l.text as line,
    m.metric
from facts as f
join documents as d using (doc_id)
join lines as l on l.doc_id = f.doc_id and l.line_no = f.line_no
left join metrics as m using (metric_id)
where f.fact_id = try_cast($fact_id as uuid)
