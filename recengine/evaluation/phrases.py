"""Phrases: how a figure is said to somebody who does not read metrics.

Shares of people and of titles are said per hundred, a mean of each person's share in percent;
everything else keeps its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log10

from recengine.evaluation.metrics import MetricAt

_WORDS = {
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    10: "ten",
    12: "twelve",
    20: "twenty",
}

#: Labels that are spelled out, from a letter that sounds like a vowel.
_AN = ("NDCG", "MRR", "MAE", "AUC", "RMSE")

#: For metrics that are a share of something countable: what one contender does, with the figure.
_PER_HUNDRED = {
    "hit": "puts a right title in the first {k} for {value} of 100 people",
    "recall": "finds, in its first {k}, {value} % of what the average person then chose",
    "precision": "is right with {value} of 100 titles in its first {k}",
    "coverage": "shows {value} of 100 titles of the catalogue to somebody in its first {k}",
    "longtail": "fills {value} of 100 places in its first {k} from outside the best known fifth",
}

#: What such a share is a share of; a mean of each person's share is one of nothing countable.
_UNITS = {
    "hit": "people",
    "precision": "titles",
    "coverage": "titles",
    "longtail": "places",
}
#: A difference that is rounding alone.
_NOTHING = 1e-9


@dataclass(frozen=True)
class Phrases:
    """Says the figures of one metric, all with the same number of decimals.

    Parameters
    ----------
    wanted : the metric.
    scale : 100 for what is said per hundred, else 1.
    decimals : of every figure.
    """

    wanted: MetricAt
    scale: float
    decimals: int

    @classmethod
    def of(cls, wanted: MetricAt, finest: float) -> Phrases:
        """Phrases with enough decimals to tell ``finest``, the smallest difference said, from none.

        >>> from recengine.evaluation.metrics import parse_metrics
        >>> Phrases.of(parse_metrics("hit@10")[0], finest=0.031).does(0.124)
        'puts a right title in the first ten for 12 of 100 people'
        >>> Phrases.of(parse_metrics("recall@10")[0], finest=0.031).does(0.124)
        'finds, in its first ten, 12 % of what the average person then chose'
        >>> Phrases.of(parse_metrics("ndcg@10")[0], finest=0.031).does(0.124)
        'reaches an NDCG@10 of 0.124'
        >>> Phrases.of(parse_metrics("ndcg@10")[0], finest=0.00031).number(0.124)
        '0.1240'
        """
        scale, least = (100.0, 0) if wanted.metric.name in _PER_HUNDRED else (1.0, 3)
        told = abs(finest) if abs(finest) > _NOTHING else 0.01
        return cls(wanted, scale, decimals=max(least, ceil(-log10(told * scale / 2))))

    def number(self, value: float) -> str:
        """The figure on its scale; never a minus before zero."""
        text = f"{value * self.scale:.{self.decimals}f}"
        return text.removeprefix("-") if float(text) == 0 else text

    def does(self, value: float) -> str:
        """What a contender does, such as ``reaches an NDCG@10 of 0.124``."""
        name = self.wanted.metric.name
        if name in _PER_HUNDRED:
            places = _WORDS.get(self.wanted.k, str(self.wanted.k))
            return _PER_HUNDRED[name].format(k=places, value=self.number(value))
        article = "an" if self.wanted.label.startswith(_AN) else "a"
        return f"reaches {article} {self.wanted.label} of {self.number(value)}"

    def more(self, difference: float, rival: str) -> str:
        """The lead over a rival, such as ``3 more than Popularity``."""
        word = "more" if difference >= 0 else "fewer" if self.scale > 1 else "less"
        points = " points" if self._in_points else ""
        return f"{self.number(abs(difference))}{points} {word} than {rival}"

    def size(self, difference: float) -> str:
        """A difference by itself, such as ``3 of 100 people`` or ``0.004 in NDCG@10``."""
        unit = _UNITS.get(self.wanted.metric.name)
        points = "points " if self._in_points else ""
        where = f"of 100 {unit}" if unit else f"{points}in {self.wanted.label}"
        return f"{self.number(difference)} {where}"

    @property
    def _in_points(self) -> bool:
        """Whether it is a percentage, so that differences are points of it."""
        return self.scale > 1 and self.wanted.metric.name not in _UNITS

    def between(self, low: float, high: float) -> str:
        """An interval, such as ``95 % interval 1 to 5``."""
        return f"95 % interval {self.number(low)} to {self.number(high)}"
