"""Numerals: what a row of digits or of Chinese numerals is worth, exactly.

Belongs here: what a numeral looks like (`numeral_form`), its value (`parsing`), quotients (`ratios`). Does not belong
here: units, and whether a numeral says anything at all.
"""
