-- What became of the numerals of each document: every mention is a fact or a reject with a reason.
create or replace view ledger as
with
  mentions as (
    select doc_id, 'fact' as outcome, kind as reason, block_end - block_start as characters from facts
    union all
    select doc_id, 'reject', reason, block_end - block_start from rejects
  )
select
  d.seed,
  d.record,
  m.doc_id,
  m.outcome,
  m.reason,
  count(*) as mentions,
  sum(m.characters)::bigint as characters
from mentions m
join documents d using (doc_id)
group by all;

comment on view ledger is 'Facts by kind and rejects by reason of each document.';
comment on column ledger.outcome is 'fact or reject.';
comment on column ledger.reason is 'The kind of a fact, the reason of a reject.';
comment on column ledger.mentions is 'How many mentions.';
comment on column ledger.characters is 'How many characters they cover.';
