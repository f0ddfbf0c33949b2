"""Guard: one boundary around every page, so that no error shows a traceback or loses anything."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from recengine.errors import Cancelled, RecengineError
from screens.parts.text import plain

_log = logging.getLogger("recengine.app")


@contextmanager
def sentences() -> Iterator[None]:
    """Show our own errors as one sentence, and any other as an id that stands in the log."""
    try:
        yield
    except (RerunException, StopException):
        raise
    except Cancelled as error:
        st.info(plain(str(error)), icon=":material/stop_circle:")
    except RecengineError as error:
        st.error(f"{plain(error.problem.message)} **{plain(error.problem.fix)}**")
    except Exception:  # noqa: BLE001  the one boundary that nothing may cross
        number = secrets.token_hex(4)
        _log.exception("error %s", number)
        st.error(
            "Something went wrong on our side. Your data is still here; try again or go to another "
            f"page. If it happens again, mention error {number}, which is in the log."
        )


def run(page: Callable[[], None]) -> None:
    """Run a page within the boundary."""
    with sentences():
        page()
