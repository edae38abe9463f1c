"""Spreadsheets: a sheet as a workbook, the form that an office fills in, and reading it back with care."""
