"""Asking: questions that a file leaves open, answered by a person or by the safest choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recengine.data.tables import Choice
from recengine.errors import InvalidSetting, Problem


@dataclass(eq=False)
class Asking:
    """Collects the questions of one file; ``given`` holds what a person has answered.

    >>> asking = Asking({"dates": "month_first"})
    >>> asking.ask("dates", "Is 03/04/2024 in March?", {"day_first": "no", "month_first": "yes"})
    'month_first'
    >>> asking.choices[0].said
    True
    """

    given: Mapping[str, str] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)

    def ask(self, code: str, question: str, options: dict[str, str]) -> str:
        """The answer to a question; the first option is the safest one, taken unless told.

        The same question is asked once; its answer holds for the whole file.
        """
        before = next((choice for choice in self.choices if choice.code == code), None)
        if before is not None:
            return before.chosen
        said = self.given.get(code)
        if said is not None and said not in options:
            raise InvalidSetting(
                Problem(
                    "no_such_answer",
                    f"{said!r} is no answer to {code!r}: {question}",
                    f"Answers are {', '.join(options)}.",
                    value=said,
                )
            )
        chosen = said or next(iter(options))
        self.choices.append(Choice(code, question, options, chosen, said is not None))
        return chosen
