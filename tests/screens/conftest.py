"""The samples, made once and shared: opening them is then immediate, as for a second visitor."""

import pytest

from recengine.progress import quiet
from screens.parts import session
from tests import worlds


@pytest.fixture(scope="session")
def samples():
    for name in ("streaming", "shop"):
        session.prepare_sample(name, quiet)
    return session._SAMPLES


@pytest.fixture(scope="session")
def world():
    """Forty people and thirty titles: everything on it is quick."""
    return worlds.busy()
