"""Home pages: the rows a person would see, made once for each person and recipe."""

from __future__ import annotations

from recengine.data.editing import edited
from recengine.ranking import Recipe
from recengine.ranking.home import HomePage, home_page
from recengine.ranking.shelves import page_of
from screens.parts import session
from screens.parts.looked_at import looked_at


def current() -> HomePage:
    """The page of the chosen person by the chosen recipe.

    A preset that was changed keeps the rows of that preset.
    """
    return page(session.person(), session.recipe(), page_of(session.recipe(), session.reference()))


def page(person: str, recipe: Recipe, kinds: tuple[str, ...]) -> HomePage:
    """Anybody's page by any recipe; the last few are kept."""
    loaded = session.opened()
    engine = loaded.engine
    edits = session.edits() if person == session.person() else ()
    return looked_at(loaded).home(
        (person, edits, recipe.to_json(), kinds),
        lambda: home_page(
            engine,
            edited(loaded.dataset, engine.history(person), edits),
            recipe,
            person=person,
            kinds=kinds,
        ),
    )
