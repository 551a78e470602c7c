"""What the product is measured against: `bin/bench NAME`.

A module here has `run(rounds=5)`, which returns what benchmarks.timing.measure returns: both sides
in the same run, in turn, after a warm-up, and equal in their results before time counts.
"""
