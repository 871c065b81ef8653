"""Decoding: from bytes to characters and lines, and back to the bytes.

Belongs here: encodings, how they are told, and where lines and characters stand. Does not belong here: markup and
escapes.
"""
