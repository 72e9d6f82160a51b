"""What all tests share: the same examples in every run of a property; HYPOTHESIS_PROFILE=search looks further."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def compiled() -> None:
    """On a fresh machine the first command compiles and says so; a test of what a command says asks for this first."""
    from audit.text import kernels

    kernels.warm(lambda: None)
