"""Cleaning: what each line of a page is, when and where the page was written, and what is read of it.

Here belong blocks, articles, roles, the date of publication, jurisdiction and script. Nothing is deleted: navigation
and notices stay, with their role and the rule that gave it. What a number means is no concern of cleaning, and no bytes
are touched: every block leads back to the lines as delivered.

    cleaned = cleaning.clean(documents, lines, texts, sources, text_pieces=text_pieces, hints=hints)

| module | what it is about |
|---|---|
| `units`, `markup`, `placing` | lines and HTML runs → the texts that become blocks, and back |
| `stretches`, `wrapping`, `grids` | the lines that are more than lines: wrapped paragraphs, tables |
| `kinds`, `features`, `vocabulary`, `words/` | what a line shows on its own |
| `story`, `heads`, `openings`, `endings`, `roles` | where the story stands on a page, what every line is |
| `documents`, `contents` | what a document adds above and below its prose, and what lists its headings |
| `datelines`, `publication`, `said` | dates of publication and of articles |
| `home`, `script` | publisher, jurisdiction, currency, script |
| `unit_captions` | units that a table gives to its cells |
| `page`, `chunk`, `bare`, `decisions` | one page, and all pages of a chunk |
| `cleaner` | the step: tables in, tables out |
| `duplicates` | the same article told twice, over all documents |

Words are rows of the tables in `words/`: what a line shows (`furniture.tsv`), what it tells of where the story stands
(`signs.tsv`), what a record says of itself (`hints.tsv`). Features are general (length, punctuation, digits, share of
links, repetition, position, datelines); no site is named in them. The one list of names, `words/publishers.tsv`, says
where a publisher is at home, never where its text stands.
"""

from pipelines.cleaning.cleaner import Cleaned, clean

__all__ = ["Cleaned", "clean"]
