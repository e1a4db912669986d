"""What we claim about speed and quality. `python -m benchmarks [NAME…]` prints one JSON line a figure.

A figure `topic.detail` is measured by the module `topic` of this package, which exposes `FIGURES`, the names of its
figures, and `run(names, recordings)`, which yields a `Figure` for each of the names."""
