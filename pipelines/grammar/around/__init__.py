"""Around: what the characters outside a phrase say of what stands in it.

Belongs here: one module for each thing that only the neighbourhood tells, over whole columns of texts. Does not belong
here: anything a phrase knows by itself.
"""
