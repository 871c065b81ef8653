-- What a fact takes from elsewhere, with the line it is printed on.
select
    i.attribute,
    i.rule,
    i.line_no,
    i.char_start,
    i.char_end,
    i.quote,
    l.text as line
from inheritances as i
left join lines as l on l.doc_id = i.doc_id and l.line_no = i.line_no
where i.fact_id = try_cast($fact_id as uuid)
order by i.attribute, i.rule
