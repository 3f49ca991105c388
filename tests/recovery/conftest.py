import os
import random

import pytest


@pytest.fixture
def seed() -> int:
    """Another one in each run, to be named where the test fails; BENCHDOG_TEST_SEED repeats one."""
    return int(os.environ.get("BENCHDOG_TEST_SEED", random.randrange(2**32)))
