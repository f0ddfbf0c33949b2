"""Orders: exports that name customer and date on the first line of an order only.

Shopify writes one line for every article of an order and leaves what belongs to the whole order
empty on all but the first. Those cells are filled from the line above, and counted as repaired.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array, Mask
from recengine.data.reading.account import Account
from recengine.data.reading.ids import encode
from recengine.data.reading.names import fold
from recengine.data.reading.numbers import mask_of
from recengine.data.tables import RoleGuess

_ORDER = (
    *("orderid", "ordernumber", "orderno", "ordername", "order", "invoiceid", "invoiceno"),
    *("bestellnummer", "auftragsnummer", "rechnungsnummer", "numerocommande", "numeropedido"),
)
_LINE_ITEM = "lineitem"
_SHARED = ("user_id", "timestamp", "event")


def fill_orders(table: pa.Table, mapping: Mapping[str, RoleGuess], account: Account) -> pa.Table:
    """Fill customer, date and event of an order's later lines from its first.

    >>> table = pa.table({"Order ID": ["7", "7"], "Email": ["a", ""], "SKU": ["x", "y"]})
    >>> account = Account("a.csv", 2, lambda rows: rows + 2, str)
    >>> guess = {"user_id": RoleGuess("Email", 0.4, "")}
    >>> fill_orders(table, guess, account).column("Email").to_pylist(), int(account.repaired.sum())
    (['a', 'a'], 1)
    """
    order = _order_column(table.column_names)
    user = mapping["user_id"].column if "user_id" in mapping else None
    if order is None or user is None or order == user:
        return table
    above = _filled_above(table.column(order), _blank(table.column(user)))
    continued = above >= 0
    if not continued.any():
        return table
    shared = [mapping[role].column for role in _SHARED if role in mapping]
    for column in shared:
        position = table.column_names.index(column)
        table = table.set_column(position, column, _filled(table.column(column), above))
    filled = table.column(user)
    account.repair(
        continued,
        "continued_order",
        f"the line goes on with the order above, whose {' and '.join(map(repr, shared))} it got",
        "",
        column=user,
        value_of=lambda _row: "",
        repaired_to=lambda row: str(filled[row].as_py()),
    )
    return table


def _order_column(names: list[str]) -> str | None:
    """The column that numbers orders; Shopify calls it ``Name`` beside columns of line items."""
    by_fold = {fold(name): name for name in reversed(names)}
    if "name" in by_fold and any(plain.startswith(_LINE_ITEM) for plain in by_fold):
        return by_fold["name"]
    return next((name for plain, name in by_fold.items() if plain in _ORDER), None)


def _filled_above(order: pa.ChunkedArray, blank: Mask) -> Array:
    """For each blank row the row of the same order above that is not blank; -1 for all others."""
    codes, _ = encode(order)
    rows = np.arange(len(codes))
    begins = np.maximum.accumulate(np.where(np.diff(codes, prepend=-1) != 0, rows, 0))
    filled = np.maximum.accumulate(np.where(blank, -1, rows))
    known = blank & (filled >= begins) & ~_blank(order)
    return np.where(known, filled, -1)


def _filled(column: pa.ChunkedArray, above: Array) -> pa.ChunkedArray:
    source = np.where((above >= 0) & _blank(column), above, np.arange(len(above)))
    return pa.chunked_array([column.take(pa.array(source)).combine_chunks()])


def _blank(column: pa.ChunkedArray) -> Mask:
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    return mask_of(pc.equal(pc.utf8_trim_whitespace(column), ""))
