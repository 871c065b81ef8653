"""Layout: from lines and runs of HTML to the texts that become blocks, and back.

Belongs here: tables, wrapped paragraphs, where each character of a block stands, the unit a table gives to its cells.
Does not belong here: what a block is (`pages`).
"""
