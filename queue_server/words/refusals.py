"""What a person reads when a rule says no: what is the matter, and what to do next."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "refusal.act_not_allowed": (
        "Việc này không làm được khi lượt đang ở trạng thái “{state}”.",
        "This cannot be done while the turn is “{state}”.",
    ),
}
