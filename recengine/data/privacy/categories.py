"""Categories: a kind of personal data, and what columns of it are called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """A kind of personal data.

    Parameters
    ----------
    name : how sentences call it.
    special : whether article 9 of the GDPR names it.
    phrases : what a column of it is called.
    users_only : names that mean it only in a file about people.
    needs : a pattern that some cell must match before the name is believed; empty for none.
    """

    name: str
    special: bool
    phrases: str
    users_only: str = ""
    needs: str = ""
