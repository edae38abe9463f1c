"""Languages for screen and paper alike: words, digits, numbers, dates, Khmer text and sorting."""
