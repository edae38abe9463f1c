"""What a hub counts for its keeper: requests, letters and bytes; in the text form that Prometheus reads."""

from collections import Counter
from threading import Lock

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts of this process since it started."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._bytes: Counter[str] = Counter()
        self._lock = Lock()

    def answered(self, method: str, route: str, status: int, received: int, sent: int) -> None:
        with self._lock:
            self._answers[method, route, status] += 1
            self._bytes["in"] += received
            self._bytes["out"] += sent

    def text(self, letters: int) -> str:
        with self._lock:
            answers, moved = sorted(self._answers.items()), dict(self._bytes)
        lines = ["# TYPE tumpeang_letters gauge", f"tumpeang_letters {letters}"]
        lines.append("# TYPE tumpeang_body_bytes_total counter")
        lines += [f'tumpeang_body_bytes_total{{way="{way}"}} {moved.get(way, 0)}' for way in ("in", "out")]
        lines.append("# TYPE tumpeang_requests_total counter")
        for (method, route, status), n in answers:
            of = f'method="{method}",route="{route}",status="{status}"'
            lines.append(f"tumpeang_requests_total{{{of}}} {n}")
        return "\n".join([*lines, ""])
