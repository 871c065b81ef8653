"""Dates: the productions of dates, clock times and spans of time.

Belongs here: how dates are written, in the order of `productions`; the modules `extra_…` hold what is a date only where
everything is asked for. Does not belong here: which day it was (`calendar`).
"""
