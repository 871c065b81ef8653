"""Plans: every record of the seeds hashed, numbered and put into a chunk.

Belongs here: the plan, where it lies while a run reads, where chunks end, and going through a large container once.
Does not belong here: what a container is (`containers`), what a record says (`documents`).
"""
