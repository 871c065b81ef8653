"""The one decimal context of the grammar: wide enough that nothing it computes is ever rounded."""

from decimal import Context, Inexact, InvalidOperation, Overflow

#: Default contexts round to 28 digits in silence; here a lost digit raises instead.
EXACT = Context(prec=4000, Emax=999_999, Emin=-999_999, traps=[Inexact, InvalidOperation, Overflow])
