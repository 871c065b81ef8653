"""Refused: the productions of numerals that are no fact.

Belongs here: names, codes, scores, words that look like numerals. Does not belong here: what only the neighbours of a
phrase tell (`around`).
"""
