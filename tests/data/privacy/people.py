"""Invented personal data that is well formed: check digits fit."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)
_DIGITS = "0123456789"


def _card(prefix: str, rest: str) -> str:
    """The one number with these digits whose last digit fits Luhn's formula."""
    body = prefix + rest
    total = sum(
        (2 * int(d) - 9 * (int(d) > 4)) if place % 2 == 0 else int(d)
        for place, d in enumerate(reversed(body))
    )
    return body + str(-total % 10)


def _iban(country: str, account: str) -> str:
    """The account number with the two check digits of ISO 13616."""
    letters = "".join(str(ord(letter) - 55) for letter in country)
    return f"{country}{98 - int(account + letters + '00') % 97:02d}{account}"


emails = st.builds("{}.{}@{}.{}".format, _WORDS, _WORDS, _WORDS, st.sampled_from(["org", "co.uk"]))
phones = st.builds(
    lambda country, digits, mark: f"+{country}{mark}{digits[:3]}{mark}{digits[3:]}",
    st.sampled_from(["1", "44", "49", "33", "351", "48"]),
    st.text(_DIGITS, min_size=8, max_size=10),
    st.sampled_from(["", " ", "-"]),
)
cards = st.builds(
    _card,
    st.sampled_from(["4539", "5105", "2221", "6011"]),
    st.text(_DIGITS, min_size=11, max_size=11),
)
ibans = st.builds(
    _iban, st.sampled_from(["DE", "PL", "NL"]), st.text(_DIGITS, min_size=16, max_size=24)
)
addresses = st.builds(
    "{}.{}.{}.{}".format, st.integers(1, 255), *[st.integers(0, 255) for _ in range(3)]
)
births = st.builds(
    "{}-{:02d}-{:02d}".format, st.integers(1930, 1999), st.integers(1, 12), st.integers(1, 28)
)
places = st.builds("{:.5f}, {:.5f}".format, st.floats(-80, 80), st.floats(-170, 170))
securities = st.builds("{:03d}-{:02d}-{:04d}".format, *[st.integers(1, n) for n in (899, 99, 9999)])

#: Category -> cells of it.
CELLS = {
    "e-mail address": emails,
    "phone number": phones,
    "card number": cards,
    "bank account": ibans,
    "IP address": addresses,
    "date of birth": births,
    "precise location": places,
    "identity or tax number": securities,
}
