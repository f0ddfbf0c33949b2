"""Dataset: interactions, items and people as one coded, immutable whole.

Ids are text at the edges and dense integers inside, coded once, in the order of their text, so
that the order of a file's rows changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from recengine.arrays import Array, Floats, Mask
from recengine.data.attributes import Attribute, describe
from recengine.data.coding import code_events, distinct_ids, seconds
from recengine.data.events import EVENT_NAMES
from recengine.data.history import History
from recengine.data.traits import Trait, code_traits, trait_codes, traits_of
from recengine.data.vectors import vector_gaps
from recengine.errors import Problem, UnknownId, UnusableFile

if TYPE_CHECKING:
    from recengine.data.tables import Table


@dataclass(frozen=True, eq=False)
class Dataset:
    """What recommendations are made from.

    Parameters
    ----------
    name : how pages and reports call it.
    items : one row an item, in the order of item codes: ``item_id``, ``title``, attributes.
    users : one row a person, in the order of person codes: ``user_id``, attributes.
    searches : what people typed: ``user_id``, ``query``, ``timestamp``.
    event_weights : weight of each kind of event that occurs.
    fingerprint : 16 hex digits of the whole content; equal data, equal fingerprint.
    histories : what everybody did, in codes.
    details : what the file says about events beyond that: ``value`` and any further columns, its
        rows as in ``histories``.
    problems : what does not fit between the files.
    """

    name: str
    items: pd.DataFrame
    users: pd.DataFrame
    searches: pd.DataFrame
    event_weights: dict[str, float]
    fingerprint: str
    histories: History = field(repr=False)
    details: pd.DataFrame = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def from_tables(
        cls,
        interactions: Table,
        items: Table | None = None,
        users: Table | None = None,
        *,
        name: str = "",
    ) -> Dataset:
        """Join up to three tables; items and people that only one of them knows are kept."""
        events, searches = _events_and_searches(interactions.frame)
        if events.empty:
            raise UnusableFile(
                Problem(
                    "no_interactions",
                    f"{interactions.source} has no row with both a person and an item.",
                    "Check which columns name the person and the item.",
                )
            )
        item_frame = _catalogue("item_id", events["item_id"], items)
        user_frame = _catalogue("user_id", events["user_id"], users)
        if "title" not in item_frame:
            item_frame.insert(1, "title", item_frame["item_id"])
        untitled = item_frame["title"].fillna("").str.strip() == ""
        item_frame["title"] = item_frame["title"].where(~untitled, item_frame["item_id"])
        coded = code_events(
            events,
            item_frame,
            user_frame,
            _column_of("value", interactions),
            interactions.event_names,
            _column_of("length", items),
        )
        return cls(
            name=name or interactions.source,
            items=item_frame,
            users=user_frame,
            searches=searches,
            event_weights=coded.event_weights,
            fingerprint=_fingerprint(coded.histories, coded.details, item_frame, user_frame),
            histories=replace(coded.histories, traits=trait_codes(user_frame)),
            details=coded.details,
            problems=(
                *_mismatches(interactions, items, item_frame, coded.histories),
                *([coded.problem] if coded.problem else []),
                *vector_gaps(item_frame, describe(item_frame, skip=("item_id",))),
            ),
        )

    @property
    def n_items(self) -> int:
        """Size of the catalogue, items that nobody touched included."""
        return len(self.items)

    @property
    def n_users(self) -> int:
        """People known, those without any event included."""
        return len(self.users)

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """One row an event, sorted by person, then time, in words instead of codes.

        ``user_id`` and ``item_id`` (categorical text), ``event`` (standard name), ``timestamp``,
        ``value`` and any further columns of the file. Made when first asked for: at millions of
        rows it weighs as much as the histories that it repeats.
        """
        histories = self.histories
        moments = np.round(histories.times * 1000.0)
        return pd.DataFrame(
            {
                "user_id": pd.Categorical.from_codes(histories.rows, self.users["user_id"]),
                "item_id": pd.Categorical.from_codes(histories.items, self.items["item_id"]),
                "event": pd.Categorical.from_codes(histories.events, list(EVENT_NAMES)),
                "timestamp": pd.to_datetime(moments, unit="ms").as_unit("ms"),
            }
        ).join(self.details)

    @cached_property
    def titles(self) -> Array:
        """(n_items,) titles by item code."""
        return self.items["title"].to_numpy(dtype=object)

    @cached_property
    def item_ids(self) -> Array:
        """(n_items,) ids by item code."""
        return self.items["item_id"].to_numpy(dtype=object)

    @cached_property
    def item_attributes(self) -> tuple[Attribute, ...]:
        """What each column of the item file holds."""
        return describe(self.items, skip=("item_id",))

    @cached_property
    def user_attributes(self) -> tuple[Attribute, ...]:
        """What each column of the user file holds."""
        return describe(self.users, skip=("user_id",))

    @cached_property
    def _item_codes(self) -> pd.Index:
        return pd.Index(self.items["item_id"])

    @cached_property
    def _user_codes(self) -> pd.Index:
        return pd.Index(self.users["user_id"])

    @cached_property
    def traits(self) -> tuple[Trait, ...]:
        """What sorts people into groups, as the columns of ``histories.traits``."""
        return traits_of(self.users)

    def newcomer(self, **known: str) -> History:
        """Somebody who has done nothing, of whom only some columns of the people's file are known.

        >>> from recengine.data.samples import load_sample
        >>> len(load_sample("shop").newcomer(segment="bargain hunter").items)
        0
        """
        nobody = History.empty(1, self.n_items)
        return replace(nobody, traits=code_traits(self.traits, known))

    def item_code(self, item_id: str) -> int:
        """The code of an item id."""
        return _look_up(self._item_codes, item_id, "item", self.name)

    def user_code(self, user_id: str) -> int:
        """The code of a person's id."""
        return _look_up(self._user_codes, user_id, "person", self.name)

    def history(self, user_id: str) -> History:
        """What one person did."""
        return self.histories.people([self.user_code(user_id)])

    @cached_property
    def has_times(self) -> bool:
        """Whether any two events have different times."""
        known = self.histories.times[~np.isnan(self.histories.times)]
        return len(known) > 0 and bool(known.min() < known.max())

    @cached_property
    def end(self) -> float:
        """Time of the last event in seconds since 1970; NaN when no event has a time."""
        times = self.histories.times
        return float(np.nanmax(times)) if not np.isnan(times).all() else float("nan")

    @cached_property
    def item_starts(self) -> Floats:
        """(n_items,) when each item arrived: its date, else its first event; NaN when unknown."""
        first = np.full(self.n_items, np.inf)
        np.fmin.at(first, self.histories.items, self.histories.times)
        first[np.isinf(first)] = np.nan
        if "added" not in self.items:
            return first
        added = seconds(self.items["added"].to_numpy(dtype="datetime64[ms]"))
        return np.where(np.isnan(added), first, added)

    def keep(self, mask: Mask) -> Dataset:
        """The same people and catalogue with only the events that ``mask`` marks (n_events,)."""
        histories = self.histories.where(mask)
        details = self.details[mask].reset_index(drop=True)
        return replace(
            self,
            histories=histories,
            details=details,
            fingerprint=_fingerprint(histories, details, self.items, self.users),
        )

    def without_person(self, user_id: str) -> Dataset:
        """The same data as if one person had never been in it; the catalogue stays."""
        known = user_id in self._user_codes
        searched = self.searches["user_id"].astype(str) == user_id
        if not known and searched.any():
            return replace(self, searches=_forget(self.searches, ~searched, user_id))
        code = self.user_code(user_id)
        others = self.histories.rows != code
        rest = np.delete(np.arange(self.n_users), code)
        users = self.users.iloc[rest].reset_index(drop=True)
        histories = replace(self.histories.people(rest), traits=trait_codes(users))
        details = self.details[others].reset_index(drop=True)
        return replace(
            self,
            details=details,
            users=users,
            searches=_forget(self.searches, ~searched, user_id),
            histories=histories,
            fingerprint=_fingerprint(histories, details, self.items, users),
        )


def _column_of(role: str, table: Table | None) -> str:
    """What a file calls the column that plays a role; empty where there is none."""
    guess = table.mapping.get(role) if table else None
    return guess.column if guess else ""


def _look_up(codes: pd.Index, wanted: str, noun: str, where: str) -> int:
    position = codes.get_indexer([wanted])[0]
    if position < 0:
        example = ", ".join(str(code) for code in codes[:3])
        raise UnknownId(
            Problem(
                f"unknown_{noun}",
                f"{where} has no {noun} with the id {wanted!r}.",
                f"Ids are written as in the file, for example {example}.",
                value=wanted,
            )
        )
    return int(position)


def _forget(rows: pd.DataFrame, others: Mask | pd.Series, user_id: str) -> pd.DataFrame:
    """Rows of the others, with the id gone from the categories as well."""
    kept = rows[others].reset_index(drop=True)
    if isinstance(kept["user_id"].dtype, pd.CategoricalDtype):
        known = kept["user_id"].cat.categories
        kept["user_id"] = kept["user_id"].cat.set_categories(known[known.astype(str) != user_id])
    return kept


def _events_and_searches(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows about an item, and rows about none, which are searches."""
    searching = (rows["item_id"] == "").to_numpy()
    if not searching.any():
        return rows, _searches(rows[:0])
    return rows[~searching], _searches(rows[searching])


def _searches(rows: pd.DataFrame) -> pd.DataFrame:
    if "query" not in rows:
        return pd.DataFrame(columns=["user_id", "query", "timestamp"])
    columns = [name for name in ("user_id", "query", "timestamp") if name in rows]
    return rows[columns].reset_index(drop=True)


def _catalogue(key: str, seen: pd.Series, table: Table | None) -> pd.DataFrame:
    """One row for every id that the events or the table know, sorted by id."""
    known = distinct_ids(seen).rename(key)
    if table is None:
        return pd.DataFrame({key: known.sort_values().to_numpy(dtype=object)})
    frame = table.frame.assign(**{key: table.frame[key].astype(str)}).set_index(key)
    everyone = known.union(frame.index).sort_values()
    out = frame.reindex(everyone).rename_axis(key).reset_index()
    for name in out.columns:
        if not pd.api.types.is_datetime64_any_dtype(out[name]) and not (
            pd.api.types.is_numeric_dtype(out[name])
        ):
            out[name] = out[name].astype(object).where(out[name].notna(), "")
    return out


def _fingerprint(
    histories: History, details: pd.DataFrame, items: pd.DataFrame, users: pd.DataFrame
) -> str:
    digest = hashlib.sha256()  # most processors have it built in
    if "value" in details:  # signals level quantities and minutes, and metrics weigh by them
        digest.update(np.ascontiguousarray(details["value"], dtype=float).data)
    for array in (
        histories.starts,
        histories.items,
        histories.events,
        histories.signals,
        histories.times,
    ):
        digest.update(np.ascontiguousarray(array).data)
    if histories.devices is not None:
        digest.update("\x1f".join(histories.devices.names).encode())
        digest.update(np.ascontiguousarray(histories.devices.codes).data)
    if histories.shown is not None:
        for array in (histories.shown.indptr, histories.shown.indices, histories.shown.data):
            digest.update(np.ascontiguousarray(array, dtype=np.int64).data)
    for frame in (items, users):
        digest.update("\x1f".join(map(str, frame.columns)).encode())
        digest.update(
            pd.util.hash_pandas_object(frame.astype(str), index=False).to_numpy().tobytes()
        )
    return digest.hexdigest()[:16]


def _mismatches(
    interactions: Table, items: Table | None, catalogue: pd.DataFrame, histories: History
) -> list[Problem]:
    if items is None:
        return []
    touched = catalogue["item_id"].iloc[np.unique(histories.items)]
    missing = touched[~touched.isin(items.frame["item_id"].astype(str))].to_list()
    if len(missing) == len(touched):
        raise UnusableFile(
            Problem(
                "items_do_not_match",
                f"0 of the {len(touched)} items in {interactions.source} are described in "
                f"{items.source} (for example {missing[0]!r}).",
                "Check that both files write item ids the same way.",
                value=str(missing[0]),
            )
        )
    if missing:
        return [
            Problem(
                "items_without_description",
                f"{len(missing)} of {len(touched)} items in {interactions.source} are not "
                f"described in {items.source}, for example {missing[0]!r}; they keep their id as "
                "title.",
                "Add them to the item file if their titles matter.",
                column="item_id",
                value=str(missing[0]),
                count=len(missing),
            )
        ]
    return []
