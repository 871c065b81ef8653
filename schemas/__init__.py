"""What crosses a boundary: tables, vocabularies, units, rules and the contracts between the stages.

Here belong descriptions: every column, code, unit and rule is written down once, and everything that
needs it (polars schemas, Pandera models, the DDL, the comments, the docs) is derived from that one
place. Nothing here reads a source text, and nothing here knows a stage: `pipelines` imports `schemas`,
never the other way round.

This module stays free of imports: `schemas.contracts` needs Pandera, which is slow to load, and whoever
only wants a unit or a column list should not wait for it.

| module | what it describes |
|---|---|
| `columns` | how a column and a table are described |
| `documents`, `blocks`, `facts`, `findings`, `warehouse` | the tables, one module a boundary |
| `tables` | all of them together: polars schemas and empty tables |
| `vocabularies` | the closed lists of codes |
| `kinds` | which columns a kind of fact must, may and must not fill |
| `units` | the registry of units and exact conversion |
| `numerals` | which characters the numeral ledger counts |
| `rules` | every rule that is checked, with code, title and severity |
| `sources` | what `seeds/sources.toml` may say |
| `manifests`, `identity` | records, chunks, and the ids derived from content |
| `contracts` | Pandera models, and the split into valid rows and quarantine |
| `ddl` | DuckDB tables and comments |
| `dictionary` | the generated pages `docs/dictionary.md` and `docs/rules.md` |
"""
