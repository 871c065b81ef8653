"""Amounts: the productions of numbers and units.

Belongs here: one module for each way to say how much, and what a number and a unit are worth together (`worth`).
Does not belong here: dates and spans of time (`dates`), numerals that say no amount (`refused`).
"""
