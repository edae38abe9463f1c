"""`python -m desktop` and `tumpeang` start the program."""

import sys


def main() -> int:
    from desktop.app import run  # in a worker process this module is imported and nothing is started

    return run(sys.argv[1:])


if __name__ == "__main__":
    import multiprocessing

    multiprocessing.freeze_support()
    sys.exit(main())
