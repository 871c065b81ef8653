"""Grammar: what numbers, quantities and dates in Chinese mean.

Belongs here: everything between a string and its mentions. Pure functions, no files, no documents; the words are
tables in `lexicon/`. Does not belong here: where a text stands in a page, and what facts say of each other.

    texts ─ fold ─► find ─► phrases ─ lex ─► tokens ─ productions ─► readings and refusals ─► resolve dates, local units

| module | what it is about |
|---|---|
| `folding`, `lexicon/`, `words` | one spelling for matching; the tables of words; their senses |
| `numerals`, `exact`, `ratios` | what a numeral is worth, exactly |
| `trie`, `finder` | where in a text phrases stand |
| `numeral_form`, `lexer`, `patterns`, `productions`, `phrases` | a phrase → tokens → the first production that fits |
| `forms`, `distinct`, `reading` | a column of texts → its distinct phrases, each read once → tables |
| `amounts`, `money`, `measures`, `rates`, `ranges`, `lists`, `numbers`, `parts` | productions of numbers and units |
| `dates` and what it gathers, `durations` | productions of dates, clock times and spans of time |
| `refusals`, `scores`, `named`, `context`, `beside`, `slogans` | what is no fact, by its form or by what is beside it |
| `middles`, `hours`, `listed_days`, `continued` | 7月中, 今晚（1日）8时 and 第五、六集, where something outside tells |
| `moments`, `resolution`, `periods`, `festivals` | a date as written → an interval |
| `reading`, `dating`, `local`, `ledger`, `points` | a whole column of texts at once |
| `printed` | a word in the characters of its surface |
| `records`, `remarks` | the same for JSON lines and tables, with the dates of speech: `suyuan extract` |

`docs/grammar.md` explains it with examples.
"""
