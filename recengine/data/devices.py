"""Devices: what each event happened on, where a file says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from recengine.arrays import Array
from recengine.data.folding import fold

#: Folded names of columns that hold it.
_COLUMNS = (
    "device devicetype devicecategory devicekind deviceclass platform geraet gerat geratetyp "
    "appareil dispositivo tipodispositivo apparaat"
)
#: More than this are no kinds of devices, but single ones.
_MOST_KINDS = 1_000


@dataclass(frozen=True, eq=False)
class Devices:
    """What every event happened on.

    Parameters
    ----------
    codes : (n_events,) int16 positions in ``names``, -1 where unknown.
    names : kinds of devices in the order of their text.

    >>> held = Devices.of(["TV", "phone", "", "tv "])
    >>> held.names, held.codes.tolist()
    (('phone', 'tv'), [1, 0, -1, 1])
    """

    codes: Array
    names: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Devices:
        """Devices from what is written, whatever its case; an empty text is unknown."""
        places, written = pd.factorize(pd.Series(texts, dtype=object).fillna(""))
        plain = [str(text).strip().lower() for text in written]
        names = tuple(sorted(set(plain) - {""}))
        codes = {name: code for code, name in enumerate(names)}
        to_code = np.array([codes.get(name, -1) for name in plain], dtype=np.int32)
        return cls(to_code[places].astype(np.int16), names)

    def take(self, index: Array) -> Devices:
        """The devices of some events, in the order given."""
        return replace(self, codes=self.codes[index])


def devices_of(details: pd.DataFrame) -> Devices | None:
    """The devices of a column named so; None without one, or where it says nothing of kinds.

    >>> devices_of(pd.DataFrame({"Device": ["tv", "phone"]})).names
    ('phone', 'tv')
    >>> devices_of(pd.DataFrame({"value": [1.0, 2.0]}))
    """
    columns = {fold(str(name)): name for name in reversed(details.columns)}
    for name in _COLUMNS.split():
        if name in columns and details[columns[name]].nunique() <= _MOST_KINDS:
            devices = Devices.of(details[columns[name]])
            return devices if devices.names else None
    return None
