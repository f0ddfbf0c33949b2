"""Document: an HTML file that stands alone, with its figures, and asks nothing of any network.

Plotly stands in the file once. All text is escaped by the template, figures are data and not code,
and a content security policy names the two scripts by their hashes, so that nothing else can run
and nothing can be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import jinja2
    import plotly.graph_objects as go

_TEMPLATE = "document.html"
_DRAWING = """
const figures = JSON.parse(document.getElementById("figures").textContent);
const config = {displaylogo: false, responsive: true, toImageButtonOptions: {scale: 2}};
for (const [place, figure] of Object.entries(figures)) {
  const layout = {...figure.layout, template: undefined, plot_bgcolor: "#fff", autosize: true};
  Plotly.newPlot(`figure-${place}`, figure.data, layout, config);
}
"""


@dataclass(frozen=True, eq=False)
class Section:
    """One part of a document: a heading, and any of words, a figure, a table and code.

    Parameters
    ----------
    folded : what stands on the fold that hides table and code; empty where they are open.
    """

    title: str
    words: tuple[str, ...] = ()
    figure: go.Figure | None = None
    table: pd.DataFrame | None = None
    code: str = ""
    folded: str = ""


def document(title: str, opening: tuple[str, ...], sections: tuple[Section, ...]) -> str:
    """The whole file.

    Parameters
    ----------
    title : of the page.
    opening : sentences at the top, the answer first.
    sections : in their order.

    >>> "&lt;b&gt;" in document("A <b> in a title", (), ())
    True
    """
    from plotly.offline import get_plotlyjs  # noqa: PLC0415  slow to import

    library = get_plotlyjs()
    return (
        _environment()
        .get_template(_TEMPLATE)
        .render(
            title=title,
            opening=opening,
            sections=[_drawn(section) for section in sections],
            figures=_as_data(sections),
            library=library,
            drawing=_DRAWING,
            policy=_policy(library, _DRAWING),
        )
    )


def _drawn(section: Section) -> dict[str, Any]:
    """A section as the template takes it."""
    table = section.table
    return {
        "title": section.title,
        "words": section.words,
        "code": section.code,
        "folded": section.folded,
        "figure": section.figure,
        "said": section.figure.layout.meta["description"] if section.figure is not None else "",
        "table": None
        if table is None
        else {"columns": list(table.columns), "rows": table.to_numpy(dtype=object).tolist()},
    }


def _as_data(sections: tuple[Section, ...]) -> str:
    """Figures by their place, as JSON that cannot end the script it stands in."""
    figures = {
        str(place): json.loads(section.figure.to_json())
        for place, section in enumerate(sections, start=1)
        if section.figure is not None
    }
    return json.dumps(figures).replace("<", "\\u003c")


def _policy(*scripts: str) -> str:
    """Only these scripts may run, and nothing may be fetched."""
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415  only for documents

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    made.filters["figure"] = _figure
    return made


def _figure(cell: Any) -> str:
    """A cell as text: three significant digits, nothing where nothing is known.

    >>> _figure(0.12345), _figure(1234), _figure(None)
    ('0.123', '1,234', '')
    """
    if cell is None or cell is pd.NA or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124
        return ""
    if isinstance(cell, float):
        return f"{cell:.3g}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
