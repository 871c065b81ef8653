"""What `seeds/sources.toml` may say of a source.

Only the form of the file belongs here. What a setting means is decided by the stage that uses it.

    [default]
    jurisdiction = "CN"

    [source."reports/*.txt"]          # a pattern over paths below seeds/; `**` crosses folders, the last match wins
    publisher = "重慶市統計局"
    published = 2025-08-22
"""

import fnmatch
import json
import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Self

from schemas.vocabularies import codes

NAME = "sources.toml"
TEXT_FORMATS = ("html", "text")
CURRENCY = re.compile(r"[A-Z]{3}\Z")


class SourcesError(ValueError):
    """`sources.toml` says something that cannot be understood; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of one source; None or empty where nothing is.

    Attributes:
        encoding: Name of the encoding of its bytes.
        publisher: Who published it.
        jurisdiction: CN, TW, HK or MO.
        currency: ISO 4217 code of a bare 元.
        published: When it was published, local time.
        text_column: Column that holds the text (JSONL, CSV, Parquet).
        title_column: Column that holds the headline.
        published_column: Column that holds the date.
        publisher_column: Column that holds the publisher.
        id_column: Column that names the record.
        text_format: What the text column holds: html or text; by itself, what begins with a tag is HTML.
    """

    encoding: str | None = None
    publisher: str | None = None
    jurisdiction: str | None = None
    currency: str | None = None
    published: datetime | None = None
    text_column: str | None = None
    title_column: str | None = None
    published_column: str | None = None
    publisher_column: str | None = None
    id_column: str | None = None
    text_format: str | None = None

    @property
    def fingerprint(self) -> str:
        """A text that changes when an entry changes: part of a chunk's id."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return json.dumps({name: str(value) for name, value in values.items() if value is not None}, sort_keys=True)


NOTHING = Source()


@dataclass(frozen=True, slots=True)
class Sources:
    """All of `sources.toml`.

    Attributes:
        default: What holds where nothing else is known: the last resort, recorded as `source_default`.
        entries: Pattern → source, in the order of the file.
    """

    default: Source = NOTHING
    entries: tuple[tuple[str, Source], ...] = field(default=())

    @classmethod
    def load(cls, seeds: Path) -> Self:
        """Read `sources.toml` in the seeds folder; without one, nothing is known of any source.

        Raises:
            SourcesError: The file is not TOML, or holds a setting or value that does not exist.
        """
        path = seeds / NAME
        if not path.exists():
            return cls()
        try:
            content = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            message = f"{path}: not valid TOML in UTF-8: {error}"
            raise SourcesError(message) from None  # whoever tells the cause tells the file with it
        return cls.parse(content, str(path))

    @classmethod
    def parse(cls, content: dict[str, Any], where: str = NAME) -> Self:
        """Build from parsed TOML; `where` names the file in messages."""
        unknown = sorted(set(content) - {"default", "source"})
        if unknown:
            message = f'{where}: unknown part [{unknown[0]}]; there are [default] and [source."pattern"]'
            raise SourcesError(message)
        default = _source(content.get("default", {}), f"{where}, [default]")
        entries = content.get("source", {})
        return cls(
            default,
            tuple((pattern, _source(entry, f'{where}, [source."{pattern}"]')) for pattern, entry in entries.items()),
        )

    def of(self, path: str) -> Source:
        """Return what is known of a seed; where several patterns match, later ones win setting by setting.

        `[default]` is not mixed in: it is a last resort, and who falls back on it says so.
        """
        known = NOTHING
        for pattern, source in self.entries:
            if _pattern(pattern).match(path):
                said = {item.name: getattr(source, item.name) for item in fields(source)}
                known = replace(known, **{name: value for name, value in said.items() if value is not None})
        return known

    def unmatched(self, paths: Collection[str]) -> list[str]:
        """Return the patterns that match no path: they are misspelt, or their files were not delivered."""
        return [pattern for pattern, _ in self.entries if not any(map(_pattern(pattern).match, paths))]


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Translate a path pattern: `*` and `?` stay inside a folder, `**` crosses folders."""
    parts = re.split(r"(\*\*/?|\*|\?|\[[^\]]*\])", pattern)
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(
        wild.get(part) or (fnmatch.translate(part)[4:-3] if part[:1] == "[" else re.escape(part)) for part in parts
    )
    return re.compile(f"(?s:{body})\\Z")


def _source(entry: object, where: str) -> Source:
    """Check one table of settings."""
    if not isinstance(entry, dict):
        message = f'{where}: expected settings, such as publisher = "…"; found {entry!r}'
        raise SourcesError(message)
    known = {item.name for item in fields(Source)}
    unknown = sorted(set(entry) - known)
    if unknown:
        message = f"{where}: unknown setting {unknown[0]!r}; there are {', '.join(sorted(known))}"
        raise SourcesError(message)
    settings = dict(entry)
    if "published" in settings:
        settings["published"] = _moment(settings["published"], where)
    for name, value in settings.items():
        if name != "published" and not isinstance(value, str):
            message = f"{where}: {name} must be text in quotes; found {value!r}"
            raise SourcesError(message)
    _check(settings, where)
    return Source(**settings)


def _check(settings: dict[str, Any], where: str) -> None:
    """Check values that come from a closed list."""
    jurisdiction = settings.get("jurisdiction")
    if jurisdiction is not None and jurisdiction not in codes("jurisdiction"):
        message = f"{where}: jurisdiction {jurisdiction!r} is none of {', '.join(sorted(codes('jurisdiction')))}"
        raise SourcesError(message)
    currency = settings.get("currency")
    if currency is not None and not CURRENCY.match(currency):
        message = f"{where}: currency {currency!r} is no ISO 4217 code, such as CNY"
        raise SourcesError(message)
    text_format = settings.get("text_format")
    if text_format is not None and text_format not in TEXT_FORMATS:
        message = f"{where}: text_format {text_format!r} is none of {', '.join(TEXT_FORMATS)}"
        raise SourcesError(message)
    encoding = settings.get("encoding")
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError:
            message = f"{where}: encoding {encoding!r} is not known; try utf-8, gb18030, big5 or utf-16"
            raise SourcesError(message) from None


def _moment(value: object, where: str) -> datetime:
    """Accept a TOML date or date-time without zone, or the same as text."""
    try:
        if isinstance(value, datetime):
            moment = value
        elif isinstance(value, date):
            moment = datetime.combine(value, time())
        else:
            moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        message = (
            f"{where}: published must be a date such as 2025-08-22 or 2025-08-22T14:41, without zone; found {value!r}"
        )
        raise SourcesError(message)
    return moment
