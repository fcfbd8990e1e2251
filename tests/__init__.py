"""The tests. Each worker reads meanings on one thread: more would only wait for one another."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read once, when numpy is imported
