"""The table of contents: one module for each kind of thing a person can do.

Commands change something and return `Changed` or what became of it; questions return a
dataclass. Functions that work in a store take the job's own Database first. No Qt, no SQL.
"""
