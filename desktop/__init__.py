"""Tumpeang: progress on the National Action Plan on Violence Against Children, for offices often offline."""

__version__ = "0.1.0"
