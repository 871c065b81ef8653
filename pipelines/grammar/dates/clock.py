"""The hour of the day: what 3点 means in the afternoon and 12点 at night.

Belongs here: hours with the part of the day they are written with. Does not belong here: which day.
"""

NOON, MIDNIGHT = 12, 24
_EVENING = 5  # 晚5点 is 17 o'clock, 晚4点 four hours after midnight
_SIESTA = 4  # 中午1点 to 4点 are hours of the afternoon


def hour(n: int, daypart: str = "") -> int | None:
    """The hour of the day, 0 to 28; 24 and more lie in the next day (晚上12点, 昨夜1点).

    Args:
        n: The hour as written.
        daypart: Payload of the word beside it: am, pm, noon, night or day, then the hours it reaches from and to;
        empty if none.

    Returns:
        None if no clock shows that hour.
    """
    if not 0 <= n <= MIDNIGHT:
        return None
    kind, _, hours = daypart.partition(" ")
    small_hours = hours.startswith("0 ")  # 凌晨, 半夜
    if kind == "night":
        return _at_night(n, small_hours=small_hours)
    if (kind == "pm" and 0 < n < NOON) or (kind == "noon" and 0 < n <= _SIESTA):
        return n + NOON
    return 0 if kind == "am" and n == NOON and small_hours else n


def _at_night(n: int, *, small_hours: bool) -> int:
    if n == NOON:
        return MIDNIGHT
    if small_hours or n > NOON:
        return n
    return n + NOON if n >= _EVENING else n + MIDNIGHT
