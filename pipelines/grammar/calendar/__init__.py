"""The calendar: from a date as written to a half-open interval.

Belongs here: what a date says (`moments`), the walk from period to period, what a date leaves to its reader
(`unwritten`), the Chinese calendar (`festivals`). Does not belong here: how dates are written (`dates`).
"""
