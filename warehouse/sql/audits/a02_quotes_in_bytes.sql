-- A02: every quote and every line stands at its bytes in the delivered file.
-- The bytes are compared in Python with the delivered files opened anew (see pipelines/publishing/gathering.py); what differs
-- stands in byte_breaks.
select of_table, key, doc_id, seed, byte_start, byte_end, expected, found
from byte_breaks
