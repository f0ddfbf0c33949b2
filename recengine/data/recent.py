"""One person's history as people read it: what, when, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History


@dataclass(frozen=True, eq=False)
class Recent:
    """Events of one person, oldest first."""

    history: History

    def __len__(self) -> int:
        return len(self.history.items)

    def latest(self, limit: int) -> list[tuple[int, str]]:
        """The last different items, newest first, each with what was done and when."""
        found: dict[int, str] = {}
        for place in range(len(self) - 1, -1, -1):
            if len(found) >= limit:
                break
            found.setdefault(int(self.history.items[place]), self._words(place))
        return list(found.items())

    def to_frame(self, dataset: Dataset) -> pd.DataFrame:
        """Newest first: title, what was done, when, and what it says from -1 to 1."""
        order = slice(None, None, -1)
        return pd.DataFrame(
            {
                "Title": dataset.titles[self.history.items[order]],
                "What": [_verb(code) for code in self.history.events[order]],
                "When": pd.to_datetime(self.history.times[order], unit="s"),
                "Says": self.history.weights[order].round(2),
            }
        )

    def _words(self, place: int) -> str:
        words = _verb(self.history.events[place])
        when = self.history.times[place]
        return words if pd.isna(when) else f"{words} {pd.Timestamp(when, unit='s'):%d %b %Y}"


def _verb(code: int) -> str:
    return EVENT_TYPES[EVENT_NAMES[code]].verb
