"""Benchmarks: each figure beside its peer or its limit, in one run on one machine. `python -m bench`."""
