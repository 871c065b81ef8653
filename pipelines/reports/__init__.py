"""What a person reads in the terminal: the summary of a run, a traced fact, a query's rows, what a release changed.

Everything here reads a published warehouse, read-only, through the `.sql` files beside it. Nothing here writes to a
warehouse, knows a stage or decides what is right: a report that needs more than a query belongs in a view.
"""
