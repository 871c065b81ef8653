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
        daypart: Payload of the word beside it: am, pm, noon, night or day, then the hours it reaches from and to; empty if there is none.

    Returns:
        None if no clock shows that hour.
    """
    kind, _, hours = daypart.partition(" ")
    if not 0 <= n <= MIDNIGHT:
        return None
    match kind:
        case "pm":
            return n + NOON if 0 < n < NOON else n
        case "noon":
            return n + NOON if 0 < n <= _SIESTA else n
        case "night":
            if n == NOON:
                return MIDNIGHT
            if hours.startswith("0 "):  # 半夜, 午夜: the small hours
                return n
            return n + NOON if _EVENING <= n < NOON else n + MIDNIGHT if n < _EVENING else n
        case "am" if n == NOON and hours.startswith("0 "):  # 凌晨12点
            return 0
    return n
