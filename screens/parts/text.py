"""Words for the screen: numbers as people read them, and text from files kept from being markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$@&^=\"'])")

#: Streamlit draws arrows, icons and links even from escaped signs; an invisible sign that joins
#: words, put where each of these begins, keeps it text.
_DRAWN_ANYWAY = re.compile(
    r"(?<=[-<>])(?=[-=>])"  # -> <- -- <= >=
    r"|(?<=:)(?=material/|streamlit:)"
    r"|(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=\S)(?=@)",
    re.IGNORECASE,
)
_JOINER = "\u2060"


def plain(text: str) -> str:
    r"""Text for a place that reads Markdown, such that it shows exactly as it is.

    >>> print(plain("*1984*: a $novel$"))
    \*1984\*\: a \$novel\$
    """
    return _MARKUP.sub(r"\\\1", _DRAWN_ANYWAY.sub(_JOINER, " ".join(text.split())))


def count(number: float) -> str:
    """A count with three significant digits at most.

    >>> count(950), count(12_345), count(999_700), count(2_500_000)
    ('950', '12,345', '1 M', '2.5 M')
    """
    if number >= 999_500_000:
        return f"{number / 1_000_000_000:,.1f} bn"
    if number >= 999_500:
        return f"{number / 1_000_000:.3g} M"
    if number >= 100_000:
        return f"{number / 1_000:.3g} k"
    return f"{number:,.0f}"


def share(number: float) -> str:
    """A share in percent.

    >>> share(0.4567), share(0.00123)
    ('46 %', '0.12 %')
    """
    percent = 100 * number
    return f"{percent:.0f} %" if percent >= 10 else f"{percent:.2g} %"
