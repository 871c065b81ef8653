"""Origin: when and where a page was written, and by whom.

Belongs here: dates of publication and which of them is believed, publisher, jurisdiction, currency, script. Does not
belong here: the dates that a story tells of, which are facts.
"""
