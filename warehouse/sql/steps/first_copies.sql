-- A copy whose first place was set aside refers to the first place that was read.
update documents
set duplicate_of = nullif(kept.first_id, documents.doc_id)
from (
  with
    dangling as (
      select distinct a.sha256
      from documents a
      anti join documents b on b.doc_id = a.duplicate_of
      where a.duplicate_of is not null
    )
  select sha256, arg_min(doc_id, rowid) as first_id -- documents were loaded in path order
  from documents
  semi join dangling using (sha256)
  group by sha256
) kept
where documents.sha256 = kept.sha256;
