"""Sheets on paper: from a frozen `Sheet` to the bytes of a PDF. Importing this package costs nothing."""
