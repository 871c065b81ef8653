"""Vocabulary: the words of the lexicon, as they are matched.

Belongs here: one spelling for matching (`folding`), the senses of a word (`words`), the longest one at a place
(`trie`), what tells the meanings of a word apart (`nearby`), and the way back to the printed characters (`printed`).
Does not belong here: the words themselves, which are tables in `lexicon/`.
"""
