"""What publishing adds: broken contracts, the registries as they were loaded, and the runs."""

from schemas.columns import Table, code, count, exact, flag, moment, text, whole

QUARANTINE = Table(
    "quarantine",
    "A row that broke a contract: never dropped, never mended in silence.",
    ("table_name", "key", "rule", "column_name"),
    (
        code("table_name", "The table it was meant for."),
        text("key", "Its key, parts joined by `/`."),
        code("rule", "Code of the contract it broke."),
        code("column_name", "The column at fault."),
        text("value", "What stood there.", null=True),
        text("record", "The whole row as JSON."),
    ),
)

UNITS = Table(
    "units",
    "The registry of units as loaded.",
    ("code",),
    (
        code("code", "The unit."),
        code("dimension", "What it measures."),
        whole("factor_num", "canonical = value × factor_num ÷ factor_den + offset."),
        whole("factor_den", "See factor_num."),
        exact("offset", "See factor_num."),
        whole("offset_num", "offset × factor_den: canonical = (value × factor_num + it) ÷ factor_den."),
        code("canonical", "Canonical unit of its dimension."),
        text("title", "Its name."),
        code("origin", "registry: listed; composed: of listed units; classifier: a word that counts."),
    ),
)

RULES = Table(
    "rules",
    "The registry of rules as loaded.",
    ("code",),
    (
        code("code", "The rule."),
        code("family", "The check it is reported with."),
        text("title", "What must hold, in a line."),
        code("severity", "How much it matters.", "severity"),
        flag("blocking", "Whether it stops publication."),
        text("description", "Why, and what to do when it fails."),
        text("example", "What it catches.", null=True),
        text("reference", "Where it comes from.", null=True),
    ),
)

RUNS = Table(
    "runs",
    "What a stage did in the run that published this file.",
    ("run_id", "stage"),
    (
        code("run_id", "The run."),
        moment("started_at", "When the run began, UTC."),
        code("stage", "The stage."),
        code("code_version", "Hash of the stage's code."),
        count("rows", "Rows it wrote."),
        count("chunks", "Chunks it covered."),
        count("chunks_done", "Chunks it had to work on; the others were in the store."),
        exact("seconds", "Time it took."),
    ),
    hashed=False,
)

TABLES = (QUARANTINE, UNITS, RULES, RUNS)
