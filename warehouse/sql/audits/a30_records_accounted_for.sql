-- A30: every planned record is a document or set aside, and never both; every seed has an outcome.
select p.seed, p.record, 'neither a document nor set aside' as fault
from planned p
anti join documents d on d.doc_id = p.doc_id
anti join set_aside s on s.seed = p.seed and s.record = p.record
union all
select p.seed, p.record, 'a document and set aside'
from planned p
semi join documents d on d.doc_id = p.doc_id
semi join set_aside s on s.seed = p.seed and s.record = p.record
union all
select d.seed, d.record, 'a document that was not planned'
from documents d
anti join planned p on p.doc_id = d.doc_id
union all
select s.path, '', 'a seed without a record and without a reason'
from seeds s
anti join documents d on d.seed = s.path
anti join set_aside a on a.seed = s.path
where s.state not in ('empty', 'settings')
