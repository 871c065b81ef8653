"""The engine: it applies productions to the tokens of a phrase.

Belongs here: the lexer, the language of patterns, productions, and the form of what they say (`readings`). Does not
belong here: any production; those stand in `amounts`, `dates` and `refused`, and `phrases` puts them in order.
"""
