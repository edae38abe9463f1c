"""Journeys through the window are made offscreen, with the hands of the window's tests."""

from tests.qt.conftest import hand, qapp

__all__ = ["hand", "qapp"]
