"""The sample worlds are complete, consistent, reproducible, and as the README describes them."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_data"
WORLDS = ("streaming", "shop")
README = (SAMPLES / "README.md").read_text(encoding="utf-8")

COLUMNS = {
    "streaming": "user_id,item_id,event,value,timestamp,session_id,position,device,query",
    "shop": "user_id,item_id,event,value,timestamp,session_id,position,device,query,text",
}
COUNTS = {  # events, items, users
    "streaming": ((110_000, 160_000), 1200, 2000),
    "shop": ((65_000, 90_000), 900, 1500),
}
WELL_KNOWN = [
    "netflix",
    "youtube",
    "amazon",
    "disney",
    "marvel",
    "pixar",
    "hbo",
    "nike",
    "adidas",
    "puma",
    "asics",
    "garmin",
    "fitbit",
    "ikea",
    "patagonia",
    "salomon",
    "merrell",
    "osprey",
    "north.face",
    "berghaus",
    "nespresso",
    "delonghi",
    "kitchenaid",
    "bosch",
    "dyson",
    "samsung",
    "sony",
    "canon",
    "nikon",
    "bose",
    "logitech",
    "anker",
    "lego",
    "playmobil",
    "hasbro",
    "nivea",
    "garnier",
    "pedigree",
    "whiskas",
    "penguin.books",
    "star.wars",
    "star.trek",
    "harry.potter",
    "hunger.games",
    "john.wick",
    "stranger.things",
    "breaking.bad",
    "game.of.thrones",
    "sherlock",
    "poirot",
    "miss.marple",
    "james.bond",
    "batman",
    "tom.hanks",
    "meryl.streep",
    "brad.pitt",
    "scarlett.johansson",
    "denzel.washington",
    "steven.spielberg",
    "christopher.nolan",
    "nicole.kidman",
]


def read(world: str, name: str) -> pd.DataFrame:
    """One file as text, empty cells as empty text."""
    return pd.read_csv(SAMPLES / world / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module", params=WORLDS)
def world(request):
    """A world's name with its three tables."""
    tables = {name: read(request.param, name) for name in ("interactions", "items", "users")}
    return request.param, tables


def readme_ids(letter: str) -> list[str]:
    """The people whom the README names as worked examples."""
    examples = README.split("## Worked examples")[1]
    return re.findall(rf"`({letter}\d{{4}})`", examples)


def test_files_are_small_enough_to_commit():
    size = sum(path.stat().st_size for path in SAMPLES.rglob("*.csv"))
    assert size < 15_000_000, f"the CSV files weigh {size:,} bytes; the limit is 15 million"


def test_each_world_has_the_promised_columns_and_sizes(world):
    name, tables = world
    (low, high), items, users = COUNTS[name]
    assert ",".join(tables["interactions"].columns) == COLUMNS[name]
    assert low <= len(tables["interactions"]) <= high
    assert (len(tables["items"]), len(tables["users"])) == (items, users)
    assert tables["items"]["title"].is_unique, "two items share a title"


def test_every_event_points_to_a_known_person_and_item(world):
    _, tables = world
    events = tables["interactions"]
    with_item = events[events["event"] != "search"]
    assert set(events["user_id"]) <= set(tables["users"]["user_id"])
    assert set(with_item["item_id"]) <= set(tables["items"]["item_id"])
    searches = events[events["event"] == "search"]
    assert (searches["item_id"] == "").all()
    assert (searches["query"] != "").all()


def test_events_are_in_order_and_nothing_is_consumed_before_it_arrived(world):
    _, tables = world
    events = tables["interactions"]
    assert events["timestamp"].is_monotonic_increasing
    assert events["timestamp"].str.fullmatch(r"2025-\d\d-\d\dT\d\d:\d\d:\d\d").all()
    added = events["item_id"].map(tables["items"].set_index("item_id")["added"])
    early = events[added.notna() & (events["timestamp"].str[:10] < added)]
    assert early.empty, f"{len(early)} events before the item was added, such as {early[:1]}"


def test_nobody_acts_before_joining(world):
    _, tables = world
    events = tables["interactions"]
    joined = events["user_id"].map(tables["users"].set_index("user_id")["joined"])
    assert (events["timestamp"].str[:10] >= joined).all()


def test_values_fit_their_events():
    events = read("streaming", "interactions")
    minutes = events["item_id"].map(read("streaming", "items").set_index("item_id")["minutes"])
    watched = events["event"] == "watch"
    values = pd.to_numeric(events["value"])
    assert values[watched].between(1, pd.to_numeric(minutes)[watched]).all()
    assert values[events["event"] == "rating"].between(1, 5).all()
    assert values[events["event"].isin(["like", "skip", "search"])].isna().all()
    shop = read("shop", "interactions")
    reviews = shop[shop["event"] == "review"]
    assert pd.to_numeric(reviews["value"]).between(1, 5).all()
    assert (reviews["text"] != "").all()
    assert (pd.to_numeric(shop.loc[shop["event"] == "purchase", "value"]) >= 1).all()


def test_a_tenth_of_the_items_draws_40_to_50_percent_of_events(world):
    name, tables = world
    events = tables["interactions"]
    counts = events.loc[events["item_id"] != "", "item_id"].value_counts()
    share = counts.iloc[: len(tables["items"]) // 10].sum() / counts.sum()
    assert 0.38 <= share <= 0.50, f"{name}: the top tenth draws {share:.1%} of events"


def test_there_are_newcomers_and_heavy_users(world):
    _, tables = world
    per_person = tables["interactions"]["user_id"].value_counts()
    silent = set(tables["users"]["user_id"]) - set(per_person.index)
    assert len(silent) >= 40
    assert (per_person <= 3).sum() >= 40
    assert (per_person >= 200).sum() >= 10


def test_the_readme_quotes_the_figures_of_the_files(world):
    _, tables = world
    counts = tables["interactions"]["event"].value_counts()
    for event, count in counts.items():
        assert f"{event} {count:,}" in README, f"README should say '{event} {count:,}'"


def test_hiking_boots_lift_hiking_socks():
    events, items = read("shop", "interactions"), read("shop", "items").set_index("item_id")
    bought = events[events["event"] == "purchase"]
    kind = bought["item_id"].map(items["category"])
    everybody = events["user_id"].nunique()
    boots = set(bought.loc[kind.str.endswith("Hiking boots"), "user_id"])
    socks = set(bought.loc[kind.str.endswith("Hiking socks"), "user_id"])
    lift = len(boots & socks) * everybody / (len(boots) * len(socks))
    assert len(boots) >= 100
    assert lift > 3.5, f"socks given boots have a lift of {lift:.2f} only"


def test_the_mystery_drama_viewers_are_what_the_readme_says():
    events, items = read("streaming", "interactions"), read("streaming", "items")
    genres = items.set_index("item_id")["genres"]
    viewers = readme_ids("v")
    assert len(viewers) >= 5
    for viewer in viewers:
        mine = events[events["user_id"] == viewer]
        watched = mine.loc[mine["event"] == "watch", "item_id"].map(genres)
        share = watched.str.contains("mystery|drama").mean()
        assert 40 <= len(mine) <= 120, f"{viewer} has {len(mine)} events"
        assert share >= 0.8, f"{viewer}: {share:.0%} of titles are mystery or drama"


def test_the_boot_buyers_bought_boots_and_then_complements():
    events, items = read("shop", "interactions"), read("shop", "items").set_index("item_id")
    bought = events[events["event"] == "purchase"]
    kind = bought["item_id"].map(items["category"]).str.split(" > ").str[-1]
    buyers = readme_ids("c")
    assert len(buyers) >= 5
    for buyer in buyers:
        mine = kind[bought["user_id"] == buyer].tolist()
        assert "Hiking boots" in mine, f"{buyer} bought no boots"
        later = mine[mine.index("Hiking boots") :]
        assert {"Hiking socks", "Gaiters", "Backpacks"} & set(later), f"{buyer}: no complement"


def test_truth_covers_every_person_and_item(world):
    name, tables = world
    for kind, key in (("items", "item_id"), ("users", "user_id")):
        truth = pd.read_csv(SAMPLES / name / "truth" / f"{kind}.csv")
        assert truth[key].tolist() == tables[kind][key].tolist()
        assert truth.notna().all(axis=None)


def code_without_prose(path: Path) -> str:
    """The source of a file without comments and docstrings, where "truth value" is fair."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not is_text(part)] or [ast.Pass()]
    return ast.unparse(tree)


def is_text(node: ast.stmt) -> bool:
    """Whether a statement is nothing but a string."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def test_no_code_of_the_engine_names_the_truth():
    guilty = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "recengine").rglob("*.py"))
        if "truth" in code_without_prose(path).lower()
    ]
    assert not guilty, f"the true taste is for simulation only, but is named in {guilty}"


def test_the_guard_of_the_truth_sees_code_and_ignores_prose(tmp_path):
    reader, talker = tmp_path / "reader.py", tmp_path / "talker.py"
    reader.write_text('path = folder / "truth" / "users.csv"\n')
    talker.write_text('"""A truth value."""  # truth\n')
    assert "truth" in code_without_prose(reader)
    assert "truth" not in code_without_prose(talker)


def test_no_sequel_arrives_before_its_first_part():
    items = read("streaming", "items").set_index("title")["added"]
    for part, added in items.items():
        first = part.split(":")[0]
        if ": Series" in part and first in items.index:
            assert items[first] <= added, f"{part} arrived before {first}"


def test_nothing_is_named_after_a_real_brand_person_or_film():
    text = "\n".join(
        (SAMPLES / world / "items.csv").read_text(encoding="utf-8").lower() for world in WORLDS
    )
    found = [name for name in WELL_KNOWN if re.search(rf"\b{name}\b", text)]
    assert not found, f"well-known names in the catalogues: {found}"


def test_regenerating_gives_the_same_bytes(tmp_path):
    command = [sys.executable, str(SAMPLES / "generate.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, timeout=120)
    written = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) == 13
    for path in written:
        name = path.relative_to(tmp_path)
        assert path.read_bytes() == (SAMPLES / name).read_bytes(), f"{name} differs"


@pytest.mark.parametrize("module", ["dice", "taste", "tables", "words"])
def test_examples_in_the_generator_run(module, monkeypatch):
    monkeypatch.syspath_prepend(str(SAMPLES))
    result = doctest.testmod(importlib.import_module(f"worlds.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
