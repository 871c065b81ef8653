"""What is said about the text itself: equations between facts, what the sources get wrong, what is told twice."""

from schemas.columns import NOT_YET, Table, code, count, exact, fact, text
from schemas.documents import DOC_ID

EQUATIONS = Table(
    "equations",
    f"A statement of the text that can be recalculated from facts.{NOT_YET}",
    ("equation_id",),
    (
        code("equation_id", "Hash of its members and kind."),
        code("kind", "What it states.", "equation_kind"),
        DOC_ID,
        exact("left_low", "Lower bound of what is stated; empty if unbounded.", null=True),
        exact("left_high", "Upper bound of what is stated; empty if unbounded.", null=True),
        exact("right_low", "Lower bound of what is calculated; empty if unbounded.", null=True),
        exact("right_high", "Upper bound of what is calculated; empty if unbounded.", null=True),
        code("verdict", "Whether the two intervals meet.", "verdict"),
        text("message", "The equation in words, with its numbers."),
    ),
)

EQUATION_MEMBERS = Table(
    "equation_members",
    f"A fact that takes part in an equation.{NOT_YET}",
    ("equation_id", "fact_id", "role"),
    (
        code("equation_id", "The equation."),
        fact("fact_id", "The fact."),
        code("role", "Its part in the equation: whole, part, base …"),
        exact("weight", "What it is multiplied with: 1 or -1 in a sum."),
    ),
)

FINDINGS = Table(
    "findings",
    "A statement of the source that fails a rule.",
    ("finding_id",),
    (
        code("finding_id", "Hash of the rule and of what it is about."),
        code("rule", "Code of the rule."),
        code("severity", "How much it matters.", "severity"),
        code("doc_id", "The document it is about.", null=True),
        fact("fact_id", "The fact it is about.", null=True),
        code("equation_id", f"The equation that does not hold.{NOT_YET}", null=True),
        text("expected", "What the rule asks for.", null=True),
        text("actual", "What the text says.", null=True),
        text("message", "Both sides, in words."),
    ),
)

NEAR_DUPLICATES = Table(
    "near_duplicates",
    "An article that tells what an earlier one tells.",
    ("doc_id", "article_no"),
    (
        DOC_ID,
        count("article_no", "The article."),
        code("of_doc_id", "The document that holds the earlier one."),
        count("of_article_no", "The earlier article."),
        exact("similarity", "Share of their shingles that are the same, 0 to 1."),
    ),
)

TABLES = (EQUATIONS, EQUATION_MEMBERS, FINDINGS, NEAR_DUPLICATES)
