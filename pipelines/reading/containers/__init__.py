"""Containers: from a file to the records in it, each a stream of bytes.

Belongs here: the seeds folder, what a stream is, packings, archives, rows, and the bounds they are unpacked within.
Does not belong here: characters (`decoding`), cells (`cells`).
"""
