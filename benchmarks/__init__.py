"""Benchmarks: how fast and how small the program is beside bare rivals, measured in one run."""
