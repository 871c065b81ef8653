"""Grammar: what numbers, quantities and dates in Chinese mean.

Belongs here: everything between a string and its mentions. Pure functions, no files, no documents; the words are
tables in `lexicon/`. Does not belong here: where a text stands in a page, and what facts say of each other.

    texts ─ fold ─► find ─► phrases ─ lex ─► tokens ─ productions ─► readings and refusals ─► resolve dates, local units

Each line may use what stands below it, and nothing above; the import contract holds it to that.

| | |
|---|---|
| `records`, `remarks` | JSON lines and tables of texts in, mentions out: `suyuan extract` |
| `reading`, `dating` | a whole column of texts: what is found in it; the interval of each date |
| `around/` | what the characters outside a phrase say of it |
| `distinct`, `forms`, `ledger` | each distinct phrase read once, those of one form together; every numeral held once |
| `finder`, `phrases` | where in a text phrases stand; one phrase, read as a whole |
| `dates/`, `refused/` | productions of dates and spans of time; of numerals that are no fact |
| `amounts/` | productions of numbers and units |
| `engine/` | phrase → tokens → the first production that fits |
| `numerals/` | what a numeral is worth, exactly |
| `calendar/` | a date as written → an interval |
| `vocabulary/`, `points` | the words as they are matched; places in a column of texts |
| `lexicon/` | the tables of words |

`docs/grammar.md` explains it with examples.
"""
