"""Home: what is asked of this office, and the next thing to do one key away."""

from desktop.ui.screen import Screen


class Home(Screen):
    """The first thing an office sees."""
