"""Records: texts in, mentions out, without documents and without a warehouse.

Belongs here: the form of `suyuan extract` (JSON lines, the fields of the annotation guideline) and the same over a
table. Everything that needs to know where a text stands in a file belongs to the stage of extraction.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

import polars as pl

from pipelines.grammar import lexicon, remarks
from pipelines.grammar.around.local import locate
from pipelines.grammar.calendar.resolution import Context, resolve
from pipelines.grammar.dating import date
from pipelines.grammar.distinct import DECIMALS
from pipelines.grammar.numerals.ratios import printed
from pipelines.grammar.reading import Found, read
from pipelines.grammar.vocabulary.printed import unit_as_written

#: How many lines are read together; large enough for the fixed cost of a pass, small enough to answer soon.
BATCH = 512
CURRENCIES = {row["jurisdiction"]: row["currency"] for row in lexicon.read("home_currency")}
#: Where a text is from that only says what its 元 is: a year of the Republic is one where prices are in its dollars.
JURISDICTIONS = {currency: jurisdiction for jurisdiction, currency in CURRENCIES.items()}
DEFAULT_JURISDICTION = "CN"
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 -- all times are local


class BadRecordError(ValueError):
    """A line of the input is not a record; the message says which line and what to do."""


def mentions(records: pl.DataFrame) -> pl.DataFrame:
    """Read a table of texts.

    Args:
        records: Column `text`; optionally `published` (Datetime), `currency` (ISO 4217, what a bare 元 is) and
            `jurisdiction` (CN, TW, HK, MO; left out, that of the currency, or CN).

    Returns:
        One row a mention: `row` and the columns of `reading.Found.mentions` and `dating.SCHEMA`, with local
            currencies and degrees decided.
    """
    return _read(records)[0]


def _read(records: pl.DataFrame) -> tuple[pl.DataFrame, Found]:
    texts = records["text"]
    named = list(zip(_column(records, "jurisdiction"), _column(records, "currency"), strict=True))
    jurisdictions = [j or JURISDICTIONS.get(c, DEFAULT_JURISDICTION) for j, c in named]
    currencies = [c or CURRENCIES.get(j, "XXX") for (_, c), j in zip(named, jurisdictions, strict=True)]
    said, found = _said(texts)
    dated = date(found.mentions, found.moments, _column(records, "published"), jurisdictions, said.to_list())
    return locate(dated, texts, pl.Series(currencies, dtype=pl.String)), found


def _said(texts: pl.Series) -> tuple[pl.Series, Found]:
    """For each text whether it is a remark, and what they all say; to tell, the short ones are read as prose first."""
    short = remarks.short(texts)
    brief = texts.filter(short)
    if brief.is_empty():
        return short, read(texts, short)
    prose = pl.repeat(value=False, n=len(brief), eager=True)
    as_prose = read(brief, prose)
    said = short.scatter(short.arg_true(), remarks.speaks_of_time(len(brief), as_prose.mentions))
    return said, as_prose if len(brief) == len(texts) and not said.any() else read(texts, said)


def _column(records: pl.DataFrame, name: str) -> list[Any]:
    return records[name].to_list() if name in records.columns else [None] * records.height


# -------------------------------------------------------------------------------------------------------- JSON lines
def extract(lines: Iterable[str]) -> Iterator[str]:
    """Answer JSON lines with JSON lines.

    Args:
        lines: Objects `{"id", "text", "published"?, "currency"?, "jurisdiction"?}`, one a line.

    Yields:
        For each an object `{"id", "mentions": […]}` with the fields of the annotation guideline.

    Raises:
        BadRecordError: A line is no such object; names the line.
    """
    numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip())
    while records := [_record(number, line) for number, line in islice(numbered, BATCH)]:
        table = pl.DataFrame(
            {name: [r[name] for r in records] for name in ("text", "published", "currency", "jurisdiction")},
            schema={
                "text": pl.String(),
                "published": pl.Datetime("us"),
                "currency": pl.String(),
                "jurisdiction": pl.String(),
            },
        )
        answers: list[list[dict[str, object]]] = [[] for _ in records]
        rows, found = _read(table)
        for row in rows.iter_rows(named=True):
            exact = {} if row["wide"] is None else {name: getattr(found.wide[row["wide"]], name) for name in DECIMALS}
            clock = _clock(row, found) if records[row["row"]]["published"] is None else {}
            surface = records[row["row"]]["text"][row["start"] : row["end"]]
            unit = unit_as_written(surface, row["unit"], row["kind"])
            answers[row["row"]].append(_mention(row | exact | {"unit": unit}) | clock)
        for record, answer in zip(records, answers, strict=True):
            yield json.dumps({"id": record["id"], "mentions": answer}, ensure_ascii=False)


def _record(number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        message = f"line {number}: no JSON object: {error}; write one object a line"
        raise BadRecordError(message) from error
    if not isinstance(record, dict) or "id" not in record or not isinstance(record.get("text"), str):
        message = f'line {number}: a record is {{"id": …, "text": "…"}}'
        raise BadRecordError(message)
    published = record.get("published")
    try:
        day = None if published is None else datetime.fromisoformat(published).replace(tzinfo=None)
    except (TypeError, ValueError) as error:
        message = f"line {number}: published is an ISO date such as 2025-08-22, not {published!r}"
        raise BadRecordError(message) from error
    try:
        record["text"].encode()
    except UnicodeEncodeError as error:
        message = f"line {number}: the text holds half a surrogate pair at character {error.start}"
        raise BadRecordError(message) from error
    return {
        "id": record["id"],
        "text": record["text"],
        "published": day,
        "currency": record.get("currency"),
        "jurisdiction": record.get("jurisdiction"),
    }


def _mention(row: dict[str, Any]) -> dict[str, object]:
    """One mention in the fields of the guideline; what is null is left out."""
    answer: dict[str, object] = {}
    for name in (
        "start",
        "end",
        "ext_start",
        "ext_end",
        "kind",
        "value",
        "low",
        "high",
        "unit",
        "per",
        "qualifier",
        "grain",
        "rule",
    ):
        if row[name] is not None:
            answer[name] = plain(row[name]) if isinstance(row[name], Decimal) else row[name]
    if row["ratio_den"] is not None:
        answer["ratio"] = f"{plain(row['ratio_num'])}/{plain(row['ratio_den'])}"
        answer["value"] = plain(printed(row["ratio_num"], row["ratio_den"]))
    for name in ("date_start", "date_end"):
        if row[name] is not None:
            answer[name] = _iso(row[name])
    if row["date_rule"] is not None:
        answer["resolution"] = row["date_rule"]
    return answer


def _clock(row: dict[str, Any], found: Found) -> dict[str, object]:
    """A time of day in a text without a date line: its hours, as `T03:00`."""
    if row["kind"] != "time" or row["date_start"] is not None:
        return {}
    on_any_day = resolve(found.moments[row["moment"]], Context(_ANY_DAY))
    if on_any_day.start is None or on_any_day.end is None:
        return {}
    return {
        "date_start": f"T{on_any_day.start.time().isoformat()}",
        "date_end": f"T{on_any_day.end.time().isoformat()}",
        "grain": on_any_day.grain,
    }


def plain(number: Decimal) -> str:
    """A decimal without exponent and without idle zeros: 1.60 → 1.6, 2E+3 → 2000."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _iso(moment: datetime) -> str:
    return moment.date().isoformat() if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else moment.isoformat()
