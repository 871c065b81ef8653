-- What the rules about the text say of a fact.
select severity, rule, message
from findings
where fact_id = try_cast($fact_id as uuid)
order by severity, rule
