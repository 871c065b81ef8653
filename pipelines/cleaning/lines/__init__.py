"""Lines: what a line shows on its own.

Belongs here: the closed list of kinds, and what is measured of all lines of a chunk at once. Does not belong here: what
a line is on its page (`pages`).
"""
