"""Sources: what services have said in public of how they recommend, in our own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One publication: who, when, what it is called, where it stands, and what it says."""

    authors: str
    year: int
    title: str
    where: str
    says: str

    @property
    def citation(self) -> str:
        """How a page names it.

        >>> Source("A and B", 2001, "On lists", "A Journal 1(2)", "").citation
        'A and B (2001). On lists. A Journal 1(2).'
        """
        return f"{self.authors} ({self.year}). {self.title}. {self.where}."


NETFLIX = Source(
    "Gomez-Uribe and Hunt",
    2015,
    "The Netflix recommender system: algorithms, business value, and innovation",
    "ACM Transactions on Management Information Systems 6(4), article 13",
    "The home page is made by several algorithms, a row each: a personal ranking that keeps a good "
    "measure of plain popularity, what is trending now, what is like a title that was watched. "
    "The page is put together so that it is relevant and varied too. That people can only choose "
    "what they are shown is named as a loop yet to be broken.",
)

YOUTUBE = Source(
    "Covington, Adams and Sargin",
    2016,
    "Deep neural networks for YouTube recommendations",
    "RecSys '16",
    "Two steps: a few hundred candidates, then a fine ranking by expected watch time. Predicting "
    "what is watched next does better than predicting any video held back. Viewers prefer fresh "
    "uploads, so the model is told how old each example is.",
)

YOUTUBE_CO_VISITS = Source(
    "Davidson and others",
    2010,
    "The YouTube video recommendation system",
    "RecSys '10",
    "Candidates are videos that were watched together with those that a person watched, mostly "
    "within one session; the list is varied by limits on what one video or channel may bring.",
)

YOUTUBE_EXPLORATION = Source(
    "Chen and others",
    2019,
    "Top-K off-policy correction for a REINFORCE recommender system",
    "WSDM '19",
    "Most places show the likeliest videos and the others are drawn by chance, so that the system "
    "learns what it would otherwise never see, at little cost to viewers.",
)

AMAZON = Source(
    "Linden, Smith and York",
    2003,
    "Amazon.com recommendations: item-to-item collaborative filtering",
    "IEEE Internet Computing 7(1)",
    "For each product, those that the same customers bought are looked up beforehand; a list is "
    "then a sum over what somebody bought or rated, also beside the basket.",
)

AMAZON_LATER = Source(
    "Smith and Linden",
    2017,
    "Two decades of recommender systems at Amazon.com",
    "IEEE Internet Computing 21(3)",
    "Going together more often than chance explains is what counts. Time matters: purchases close "
    "together say more, old ones less. New products start from what they are like, and a list "
    "should leave room for discovery.",
)
