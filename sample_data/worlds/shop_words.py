"""Reads the shop's kinds of product and holds its short word lists."""

from __future__ import annotations

from dataclasses import dataclass

from worlds import words


@dataclass(frozen=True)
class Kind:
    """A kind of product: where it stands, what it costs, and words to describe it."""

    category: str
    low: int
    high: int
    appeal: float
    tags: tuple[str, ...]
    nouns: tuple[tuple[str, tuple[str, ...]], ...]  # a noun and the features that suit it
    titles: tuple[str, ...]  # hand-written, for books
    materials: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def department(self) -> str:
        """The first step of the category path."""
        return self.category.split(" > ")[0]

    @property
    def name(self) -> str:
        """The last step of the category path."""
        return self.category.split(" > ")[-1]


def read_kinds() -> list[Kind]:
    """All kinds, in the order of the word list."""
    blocks: list[dict[str, list[str]]] = []
    for line in words.lines("products"):
        if line.startswith("@"):
            blocks.append({"head": words.parts(line[1:], "|")})
        else:
            key, text = line.split(":", 1)
            blocks[-1][key] = words.parts(text, ";")
    return [_kind(block) for block in blocks]


def _kind(block: dict[str, list[str]]) -> Kind:
    category, prices, appeal, tags = block["head"]
    low, high = prices.split("-")
    titles, materials, sentences = (tuple(block.get(key, ())) for key in ("t", "m", "d"))
    shared = tuple(block.get("f", ()))
    return Kind(
        category=category,
        low=int(low),
        high=int(high),
        appeal=float(appeal),
        tags=tuple(words.parts(tags, ",")),
        nouns=tuple(_noun(text, shared) for text in block.get("n", ())),
        titles=titles,
        materials=materials,
        sentences=sentences,
    )


def _noun(text: str, shared: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A noun with its own features in brackets, or else those of the kind."""
    noun, _, own = text.partition("[")
    return noun.strip(), tuple(words.parts(own.rstrip("]"), ",")) or shared


def read_brands() -> dict[str, list[str]]:
    """Brands of each department."""
    pairs = (line.split(":", 1) for line in words.lines("brands"))
    return {department: words.parts(names, ",") for department, names in pairs}


def read_complements(kinds: list[Kind]) -> dict[int, list[tuple[int, float]]]:
    """For each kind (by row), the kinds bought with it and how probably."""
    row = {kind.name: k for k, kind in enumerate(kinds)}
    complements: dict[int, list[tuple[int, float]]] = {}
    for line in words.lines("complements"):
        first, second, probability = words.parts(line, "|")
        complements.setdefault(row[first], []).append((row[second], float(probability)))
    return complements


CONSUMABLES = {
    "Coffee beans",
    "Dog food and treats",
    "Cat food and litter",
    "Moisturisers",
    "Serums and cleansers",
    "Hair care",
    "Compost and feed",
}
GIFTS = {
    "Candles and scents",
    "Soaps and bath",
    "Board games",
    "Soft toys",
    "Picture books",
    "Puzzles",
    "Mugs and plates",
    "Construction toys",
    "Art and craft kits",
    "Rugs and throws",
}

#: Pull of each department by month, added to the utility of shopping there.
SEASONS = {
    "Outdoor": (-0.3, -0.2, 0.1, 0.4, 0.6, 0.6, 0.5, 0.4, 0.3, 0.0, -0.2, 0.0),
    "Running": (0.5, 0.2, 0.3, 0.3, 0.1, 0.0, 0.0, 0.1, 0.2, 0.0, -0.2, -0.2),
    "Home": (0.1, 0.0, 0.0, -0.1, -0.1, -0.2, -0.2, 0.0, 0.2, 0.3, 0.3, 0.2),
    "Kitchen": (0.1, 0.0, 0.0, 0.0, 0.0, -0.1, -0.1, 0.0, 0.1, 0.2, 0.3, 0.3),
    "Garden": (-0.9, -0.2, 0.6, 0.9, 0.9, 0.6, 0.3, 0.1, 0.0, -0.3, -0.8, -0.9),
    "Electronics": (0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 0.1, 0.5, 0.4),
    "Books": (0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.3, 0.1, 0.0, 0.1, 0.2, 0.4),
    "Toys": (-0.2, -0.1, 0.0, 0.0, 0.0, 0.1, 0.1, 0.0, 0.0, 0.1, 0.6, 0.8),
    "Beauty": (0.0, 0.1, 0.0, 0.0, 0.1, 0.1, 0.1, 0.0, 0.0, 0.0, 0.1, 0.2),
    "Pets": (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1),
}

COLOURS = ["black", "slate", "moss", "navy", "rust", "sand", "cream", "ochre", "berry", "sea blue"]

ASPECTS = {
    "Outdoor": ["the fit", "the waterproofing", "the stitching", "the weight"],
    "Running": ["the fit", "the cushioning", "the grip", "the weight"],
    "Home": ["the colour", "the feel", "the finish", "the size"],
    "Kitchen": ["the finish", "the taste", "the quality", "the weight"],
    "Garden": ["the quality", "the size", "the packaging", "the finish"],
    "Electronics": ["the battery", "the build", "the setup", "the sound of it"],
    "Books": ["the writing", "the binding", "the pace", "the ending"],
    "Toys": ["the colours", "the instructions", "the quality", "the size"],
    "Beauty": ["the texture", "the scent", "the bottle", "the effect"],
    "Pets": ["the quality", "the smell", "the size", "the packaging"],
}
USES = {
    "Outdoor": ["a weekend in the hills", "a wet week of walking", "our first long trek"],
    "Running": ["my Sunday long run", "a first half marathon", "early miles before work"],
    "Home": ["the spare room", "our new flat", "the reading corner"],
    "Kitchen": ["a slow Sunday breakfast", "dinner for six", "our tiny kitchen"],
    "Garden": ["the allotment", "a small balcony", "the raised beds"],
    "Electronics": ["the commute", "working from home", "a long flight"],
    "Books": ["a rainy weekend", "our book club", "the train"],
    "Toys": ["my niece's birthday", "a rainy half-term", "two children who never agree"],
    "Beauty": ["my dry winter skin", "the gym bag", "a present"],
    "Pets": ["our old rescue", "a very fussy eater", "the new arrival"],
}
REVIEWS = {
    1: [
        "Sent it back; {aspect} let it down.",
        "Disappointing. Nothing like the description.",
        "Did not last a week, and {aspect} was poor from the start.",
        "Not for me at all.",
    ],
    2: [
        "Expected more for the price.",
        "It works, but {aspect} could be a lot better.",
        "Arrived late and {aspect} is not great.",
        "So-so. I would choose other {noun} next time.",
    ],
    3: [
        "Fine for the price, though {aspect} is nothing special.",
        "Does the job.",
        "Decent {noun}, no more and no less.",
        "Good idea, average {noun}.",
    ],
    4: [
        "Really good; only {aspect} keeps it from five stars.",
        "Happy with the {noun}, would buy again.",
        "Better than the one it replaced.",
        "Solid {noun}. I like {aspect}.",
        "Bought for {use}, and it was right.",
    ],
    5: [
        "The best {noun} I have owned.",
        "Love it, {aspect} above all.",
        "Perfect for {use}.",
        "Bought a second one for my sister.",
        "I keep telling people about {aspect}.",
        "Exactly what I was looking for, just in time for {use}.",
    ],
}
