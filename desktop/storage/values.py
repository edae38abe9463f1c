"""How an answer stands in a column: a number as it is, a text after '=', a reason after '~'."""

from desktop.domain.report import Answer, Reason

Stored = int | str | None


def stored(answer: Answer) -> Stored:
    if isinstance(answer, str):
        return f"={answer}"
    return f"~{answer.value}" if isinstance(answer, Reason) else answer


def answer(value: Stored) -> Answer:
    if not isinstance(value, str):
        return value
    return value[1:] if value.startswith("=") else Reason(value[1:])
