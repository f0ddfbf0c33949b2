"""Answer: what a command gives back, as a JSON document and as text."""

from __future__ import annotations

from typing import Any

Answer = tuple[dict[str, Any], str]
