"""`python -m benchmarks [NAME…] [--recordings DIR]`: NAME is a figure or the part before its first dot; none means all.

Exit code 1 when a figure could not be measured; why is on stderr."""

import os
import sys

# Where these are set they slow numpy down, and not by choice of whoever runs this.
for _name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(_name, None)


def main(words: list[str]) -> int:
    from career_copilot.local import bootstrap

    bootstrap.ensure(words, development=True, module="benchmarks")
    from benchmarks import running

    return running.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
