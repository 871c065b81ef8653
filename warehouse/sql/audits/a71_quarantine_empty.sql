-- A71: no row is in quarantine.
select table_name, key, rule as contract, column_name, value
from quarantine
