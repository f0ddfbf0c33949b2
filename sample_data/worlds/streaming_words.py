"""Short word lists of the streaming world: genres, moods and the title grammar."""

from __future__ import annotations

GENRES = [
    "drama",
    "mystery",
    "crime",
    "comedy",
    "romance",
    "action",
    "science fiction",
    "fantasy",
    "horror",
    "documentary",
    "history",
    "family",
]

NUMBERS = ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SEASONS = ["winter", "spring", "summer", "autumn"]
LANGUAGES = ["English"] * 11 + ["French", "Spanish", "Danish", "Korean", "Italian", "German"]

AGE_RATINGS = {
    "drama": ["12", "12", "15", "PG"],
    "mystery": ["12", "15", "PG"],
    "crime": ["15", "15", "18"],
    "comedy": ["PG", "12", "15"],
    "romance": ["PG", "12"],
    "action": ["12", "15", "15"],
    "science fiction": ["12", "15"],
    "fantasy": ["PG", "12", "15"],
    "horror": ["15", "18", "18"],
    "documentary": ["U", "PG", "12"],
    "history": ["PG", "12", "15"],
    "family": ["U", "U", "PG"],
}

MOODS = {
    "drama": ["moving", "thoughtful", "bittersweet", "understated"],
    "mystery": ["atmospheric", "twisty", "slow burn", "clever"],
    "crime": ["gritty", "tense", "twisty", "stylish"],
    "comedy": ["witty", "silly", "feel-good", "deadpan"],
    "romance": ["tender", "feel-good", "bittersweet", "swoony"],
    "action": ["explosive", "fast-paced", "tense", "stylish"],
    "science fiction": ["mind-bending", "thoughtful", "epic", "bleak"],
    "fantasy": ["epic", "enchanting", "dark", "atmospheric"],
    "horror": ["chilling", "gory", "bleak", "atmospheric"],
    "documentary": ["eye-opening", "thoughtful", "absorbing", "uplifting"],
    "history": ["sweeping", "lavish", "absorbing", "understated"],
    "family": ["feel-good", "gentle", "silly", "uplifting"],
}

ADJECTIVES = {
    "drama": ["Quiet", "Borrowed", "Unfinished", "Ordinary", "Tender", "Distant", "Patient"],
    "mystery": ["Silent", "Missing", "Crooked", "Ninth", "Veiled", "Unsigned", "Hidden"],
    "crime": ["Dirty", "Crooked", "Cold", "Second-Hand", "Loaded", "Marked", "Bitter"],
    "comedy": ["Reluctant", "Wobbly", "Accidental", "Dubious", "Slightly Used", "Noisy", "Spare"],
    "romance": ["Tender", "Stolen", "Unexpected", "Late", "Wild", "Half-Written", "Golden"],
    "action": ["Burning", "Iron", "Broken", "Hostile", "Scarlet", "Final", "Black"],
    "science fiction": ["Distant", "Hollow", "Silent", "Synthetic", "Outer", "Fractured", "Cold"],
    "fantasy": ["Silver", "Hollow", "Ancient", "Forsaken", "Crimson", "Enchanted", "Winter"],
    "horror": ["Pale", "Weeping", "Rotten", "Nameless", "Buried", "Hungry", "Black"],
    "documentary": ["Secret", "Forgotten", "Living", "Wild", "Small", "Invisible", "Great"],
    "history": ["Gilded", "Lost", "Royal", "Scarlet", "Distant", "Broken", "Last"],
    "family": ["Amazing", "Tiny", "Secret", "Wobbly", "Marvellous", "Runaway", "Midnight"],
}

_QUIET = [
    "{first} and the {noun}",
    "The {adj} {noun}",
    "{first}'s {noun}",
    "A {noun} in {place}",
    "What the {noun} Kept",
    "{noun} and {noun2}",
    "After the {noun}",
    "The {noun} Years",
    "{adj} {noun}",
    "No {noun} for {first}",
    "The {noun} at {place}",
    "One Last {noun}",
]
_DARK = [
    "The {place} {noun}",
    "{noun} at Midnight",
    "The {adj} {noun}",
    "The {noun} Room",
    "The {surname} {noun}",
    "{number} Miles to {place}",
    "Dead {noun}",
    "A {noun} for {surname}",
    "Nobody's {noun}",
    "{adj} {noun}",
    "Beyond the {noun}",
    "The {noun} in {place}",
]
_LIGHT = [
    "{first}, the {noun} and Me",
    "The {adj} {noun}",
    "{number} Days and a {noun}",
    "Mind the {noun}",
    "My {adj} {noun}",
    "The {noun} Club",
    "{noun} Trouble",
    "The Great {place} {noun}",
    "Not Without My {noun}",
    "{first} and the {noun}",
    "{noun} Versus {noun2}",
    "Keep Calm, It's Only a {noun}",
]
_GRAND = [
    "{noun} of {place}",
    "The {adj} {noun}",
    "{noun} Rising",
    "The {noun} Wars",
    "{noun} and {noun2}",
    "The Last {noun}",
    "{adj} {noun}",
    "{place}: {noun}",
    "{noun} Without End",
    "Beyond the {adj} {noun}",
    "Children of the {noun}",
    "The {surname} {noun}",
]
_FACT = [
    "Inside the {noun}",
    "The {noun} Makers",
    "{noun}: A Portrait",
    "The {adj} {noun}",
    "{number} Lives of the {noun}",
    "Following the {noun}",
    "The {place} {noun}",
    "{noun} and {noun2}",
    "Why the {noun} Matters",
    "The {noun} Question",
]

PATTERNS = {
    "drama": _QUIET,
    "mystery": _DARK + _QUIET[:4],
    "crime": _DARK,
    "comedy": _LIGHT,
    "romance": _QUIET + _LIGHT[:1],
    "action": _GRAND + _DARK[:3],
    "science fiction": _GRAND,
    "fantasy": _GRAND + _QUIET[4:6],
    "horror": _DARK,
    "documentary": _FACT,
    "history": _GRAND + _QUIET[6:8],
    "family": _LIGHT,
}

#: What to call one title of a genre in a sentence.
SPOKEN = {
    "action": "action thriller",
    "crime": "crime story",
    "family": "family adventure",
    "history": "history piece",
    "horror": "horror tale",
    "science fiction": "science fiction story",
}

SECOND_SENTENCES = [
    "With {star} and {star2}.",
    "{star} leads a fine cast in this story of {tag}.",
    "A {mood} {genre} for everyone who likes {tag}.",
    "{star} and {star2} make the most of a {mood} script.",
    "Equal parts {tag} and {tag2}.",
    "A {mood} {genre} that takes its time, with {star} in the role of a lifetime.",
    "{star2} steals every scene.",
    "Winner of the audience prize at the Orlisport festival.",
    "Expect {tag}, {tag2} and an ending that people argue about.",
    "{star}'s first leading role.",
    "{mood_first}, and better on a second viewing.",
    "From {director}, who knows how to film {tag}.",
]
