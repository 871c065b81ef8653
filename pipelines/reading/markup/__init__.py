"""Markup: the visible text of a page, each character with its place in the source.

Belongs here: tokens, elements, text and hints of HTML. Does not belong here: what a line of it is on its page.
"""
