"""A person who stops long work."""

from desktop.progress import Progress


def stopped_after(steps: int) -> Progress:
    """Stopped when the work has told so often how far it is; 0 is before it begins."""
    heard: list[int] = []

    def hear(done: int, _total: int) -> None:
        heard.append(done)
        if len(heard) == steps:
            watched.stop()

    watched = Progress(hear)
    if not steps:
        watched.stop()
    return watched
