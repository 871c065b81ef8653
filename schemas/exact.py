"""The one decimal context: wide enough that nothing that is computed in it is ever rounded."""

from decimal import Context, Inexact, InvalidOperation, Overflow

#: Default contexts round to 28 digits in silence; here a lost digit raises instead.
EXACT = Context(prec=4000, Emax=999_999, Emin=-999_999, traps=[Inexact, InvalidOperation, Overflow])
