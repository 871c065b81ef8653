"""Pages: where the story stands on a page, and what every line of it is.

Belongs here: headlines, openings and endings, roles and articles, decided line by line with its neighbours. Does not
belong here: what a line shows on its own (`lines`), whose and from when a page is (`origin`).
"""
