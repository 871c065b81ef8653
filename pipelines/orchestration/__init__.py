"""The flow as Dagster assets, and everything that knows Dagster.

What belongs here: which stage follows which (`stages`, `publication`), what a person sees of it in the UI (`assets`,
`checks`, `metadata`), when it runs by itself (`automation`, `watching`) and where (`resources`, `home`).

What does not: any decision about text, numbers or tables. A stage can be called, tested and timed without this
package; nothing outside it (but `pipelines.definitions`, and `suyuan run`, `validate` and `ui`) imports dagster.
"""
