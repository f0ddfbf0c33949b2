"""Average popularity@k: how well known what is shown is.

    popularity@k = mean over the list of the share of people who have the item

The share is of the people with any event in the training data; having met an item in any way is
having it.

Denominator: the items shown; gaps are left out.
Ties: settled before, by the order of the list.
Empty: an empty list counts 0.
Range: 0 to 1; lower is better.
Use: to see a popularity loop begin: if it rises from month to month, lists feed on themselves.
Accuracy often rises with it, so weigh the two together.
Source: Yin, Cui, Li, Yao and Chen (2012). Challenging the long tail recommendation. PVLDB 5(9);
as average recommendation popularity in Abdollahpouri et al. (2019), FLAIRS-32.
"""

from __future__ import annotations

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.novelty import mean_shown


def popularity(codes: Array, owners: Array, n_people: int) -> Floats:
    """(n_people,) mean share of people who have the items of each list.

    Parameters
    ----------
    codes : (n_lists, k) item codes, -1 where a list has ended.
    owners : (n_items,) how many people have each item.
    n_people : people with any event in the training data.

    >>> import numpy as np
    >>> popularity(np.array([[0, 1], [0, -1]]), np.array([4, 0]), n_people=8)
    array([0.25, 0.5 ])
    """
    return mean_shown(codes, owners / max(n_people, 1))
