"""Engines: one map over chunks, in this process or in several.

Here belongs how work is spread, never what the work is. Every engine gives the same results in the same order, and
holds no more of them than it needs to.

    for chunk, result in zip(chunks, engines.run(work, chunks, engines.workers(seconds, len(chunks)))):
        …
"""

from pipelines.engines.local import run, workers

__all__ = ["run", "workers"]
