-- The facts that stand on a line of a seed.
create or replace macro facts_in(wanted_seed, wanted_line) as table
select f.*
from facts f
join documents d using (doc_id)
where d.seed = wanted_seed
  and f.line_no = wanted_line
order by f.char_start;

comment on macro table facts_in is 'The facts whose first piece stands on a line of a seed.';
