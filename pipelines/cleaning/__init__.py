"""Cleaning: what each line of a page is, when and where the page was written, and what is read of it.

Here belong blocks, articles, roles, the date of publication, jurisdiction and script. Nothing is deleted: navigation
and notices stay, with their role and the rule that gave it. What a number means is no concern of cleaning, and no bytes
are touched: every block leads back to the lines as delivered.

    cleaned = cleaning.clean(documents, lines, texts, sources, text_pieces=text_pieces, hints=hints)

Each line may use what stands below it, and nothing above; the import contract holds it to that.

| | |
|---|---|
| `cleaner` | the step: tables in, tables out |
| `chunk`, `bare`, `decisions` | all pages of a chunk; those that are nothing but a headline and text |
| `pages/` | where the story stands on a page, what every line is |
| `lines/` | what a line shows on its own |
| `layout/` | lines and HTML runs → the texts that become blocks, and back: tables, wrapped paragraphs |
| `origin/` | dates of publication, publisher, jurisdiction, currency, script |
| `duplicates` | the same article told twice, over all documents |
| `vocabulary`, `words/` | the words that cleaning looks for |

Words are rows of the tables in `words/`: what a line shows (`furniture.tsv`), what it tells of where the story stands
(`signs.tsv`), what a record says of itself (`hints.tsv`). Features are general (length, punctuation, digits, share of
links, repetition, position, datelines); no site is named in them. The one list of names, `words/publishers.tsv`, says
where a publisher is at home, never where its text stands.
"""

from pipelines.cleaning.cleaner import Cleaned, clean

__all__ = ["Cleaned", "clean"]
