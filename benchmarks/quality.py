"""How good lists and expected stars are on public data, beside the figures published for it.

    python benchmarks/quality.py [--beauty FOLDER] [--small FOLDER] [--ratings FILE]

``--beauty`` is Amazon Beauty in its 5-core form: ``train.csv``, ``valid.csv``, ``test.csv``
(user_id, item_id, timestamp) and ``items.csv``; 22,363 people, 12,101 items, leave last out. Models
learn from the training file alone; lists start from what the training and the validation file hold
of a person; the whole catalogue is ranked, what somebody has met is removed, nothing is sampled.
Every figure also comes from

    python -m recengine evaluate --train ... --valid ... --test ... --items ...

Many people here did several things at one time, so part of what models of order gain may be the
order of the file: the models that know no order stand beside them. Published: SASRec 0.0605 /
0.0318 and S3-Rec 0.0647 / 0.0327 (HR@10 / NDCG@10), from the table of Zhou et al. (2020), S3-Rec:
self-supervised learning for sequential recommendation, CIKM '20.

``--small`` is MovieLens latest small, a folder with ``ratings.csv`` and ``movies.csv``: everybody's
last liked film is held back, and the learned blend has to beat the best of its members by more than
chance explains.

``--ratings`` is MovieLens 100k (``u.data``) or any other file of ratings: expected stars in five
random folds, beside Surprise in the same run and the figures of its README (``ratings.py``).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import ratings

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table
from recengine.data.splits import predefined_split
from recengine.evaluation import ModelContender, Report, evaluate
from recengine.models import create
from recengine.models.hybrid import MEMBERS
from recengine.ranking import Recipe, RecipeContender

#: Chosen on the validation file, lists made from the training file alone.
RECIPE = Recipe(name="Blend for Beauty", models={"seq_linear": 0.67, "ease": 0.2, "content": 0.13})
MODELS = "popularity,content,item_knn,graph,ease,markov,seq_linear,sasrec"
PUBLISHED = {"SASRec, published": (0.0605, 0.0318), "S3-Rec, published": (0.0647, 0.0327)}
TARGETS = {"Blend for Beauty": (0.088, 0.056), "SASRec": (0.060, 0.032)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Lists and stars beside published figures.")
    parser.add_argument("--beauty", type=Path, metavar="FOLDER")
    parser.add_argument("--small", type=Path, metavar="FOLDER")
    parser.add_argument("--ratings", type=Path, metavar="FILE")
    parser.add_argument("--models", default=MODELS, help="for Beauty")
    options = parser.parse_args()
    if options.beauty:
        beauty(options.beauty, options.models)
    if options.small:
        small(options.small)
    if options.ratings:
        ratings.compare(options.ratings)
    if not (options.beauty or options.small or options.ratings):
        parser.error("name the data: --beauty, --small or --ratings")


def beauty(folder: Path, models: str) -> None:
    """Lists of Amazon Beauty, by each model and by one blend."""
    train, valid, test = (read_table(folder / f"{part}.csv") for part in ("train", "valid", "test"))
    described = folder / "items.csv"
    items = read_table(described, kind="items") if described.exists() else None
    split = predefined_split(train, test, valid, items=items, name=folder.name)
    contenders = [ModelContender(create(name)) for name in models.split(",") if name]
    report = evaluate(
        split.train,
        [*contenders, RecipeContender(RECIPE)],
        split=split,
        k=10,
        metrics="hit@10,ndcg@10",
    )
    print(report.protocol)
    print(f"{'approach':<22}{'HR@10':>8}{'NDCG@10':>9}{'fit s':>8}  target")
    for result in report.results:
        hit, gain = (result.metrics[name].mean for name in ("hit@10", "ndcg@10"))
        line = f"{result.label:<22}{hit:>8.4f}{gain:>9.4f}{result.fit_seconds:>8.1f}"
        if result.label in TARGETS:
            wanted = TARGETS[result.label]
            holds = "holds" if hit >= wanted[0] and gain >= wanted[1] else "missed"
            line += f"  {wanted[0]:.3f} / {wanted[1]:.3f} {holds}"
        print(line)
    for label, (hit, gain) in PUBLISHED.items():
        print(f"{label:<22}{hit:>8.4f}{gain:>9.4f}")


def small(folder: Path) -> None:
    """The learned blend against each of its members on MovieLens latest small."""
    dataset = Dataset.from_tables(
        read_table(folder / "ratings.csv"), read_table(folder / "movies.csv", kind="items")
    )
    report = evaluate(
        dataset,
        [ModelContender(create(name)) for name in (*MEMBERS, "hybrid")],
        metrics="ndcg@10,hit@10",
        baseline="hybrid",
    )
    print(f"\n{report.protocol}")
    print(f"{'approach':<22}{'HR@10':>8}{'NDCG@10':>9}{'fit s':>8}  the blend is ahead by, 95 %")
    for result in report.results:
        hit, gain = (result.metrics[name].mean for name in ("hit@10", "ndcg@10"))
        line = f"{result.label:<22}{hit:>8.4f}{gain:>9.4f}{result.fit_seconds:>8.1f}"
        against = report.comparison(result.model, "ndcg@10")
        if against is not None:
            line += (
                f"  {-against.difference:+.4f} ({-against.high:+.4f} to {-against.low:+.4f}), "
                f"p {against.p_value:.4f}"
            )
        print(line)
    best = _best_member(report)
    against = report.comparison(best, "ndcg@10")
    holds = against is not None and against.high < 0 and against.p_value < 0.05
    print(f"better than the best member, {best}: {'holds' if holds else 'missed'}")


def _best_member(report: Report) -> str:
    members = [result for result in report.results if result.model != "hybrid"]
    return max(members, key=lambda result: result.metrics["ndcg@10"].mean).model


if __name__ == "__main__":
    main()
