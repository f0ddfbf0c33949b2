"""How good lists are on public data, beside the figures that were published for it.

    python benchmarks/quality.py FOLDER [--models a,b,...]

FOLDER holds ``train.csv``, ``valid.csv`` and ``test.csv`` (user_id, item_id, timestamp) and, where
there are any, attributes in ``items.csv``, as for Amazon Beauty in its 5-core form: leave last out,
22,363 people, 12,101 items. Models learn from the training file alone; lists start from what the
training and the validation file hold of a person; the whole catalogue is ranked, what somebody has
met is removed, nothing is sampled. Every figure also comes from

    python -m recengine evaluate --train ... --valid ... --test ... --items ...

Many people here did several things at one time, so part of what models of order gain may be the
order of the file: the models that know no order stand beside them.

Published: SASRec 0.0605 / 0.0318 and S3-Rec 0.0647 / 0.0327 (HR@10 / NDCG@10), from the table of
Zhou et al. (2020), S3-Rec: self-supervised learning for sequential recommendation, CIKM '20.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from recengine.data.predefined import predefined_split
from recengine.data.reading import read_table
from recengine.evaluation import ModelContender, evaluate
from recengine.models import create
from recengine.ranking import Recipe, RecipeContender

#: Chosen on the validation file, lists made from the training file alone.
RECIPE = Recipe(name="Blend for Beauty", models={"seq_linear": 0.67, "ease": 0.2, "content": 0.13})
MODELS = "popularity,content,item_knn,graph,ease,markov,seq_linear,sasrec"
PUBLISHED = {"SASRec, published": (0.0605, 0.0318), "S3-Rec, published": (0.0647, 0.0327)}
TARGETS = {"Blend for Beauty": (0.088, 0.056), "SASRec": (0.060, 0.032)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Lists on public data beside published figures.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--models", default=MODELS)
    options = parser.parse_args()
    train, valid, test = (
        read_table(options.folder / f"{part}.csv") for part in ("train", "valid", "test")
    )
    described = options.folder / "items.csv"
    items = read_table(described, kind="items") if described.exists() else None
    split = predefined_split(train, test, valid, items=items, name=options.folder.name)
    contenders = [ModelContender(create(name)) for name in options.models.split(",") if name]
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


if __name__ == "__main__":
    main()
