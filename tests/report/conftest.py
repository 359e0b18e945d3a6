import pytest
from browser import Browser, find_chromium
from made_reports import gold_report, hand_report


@pytest.fixture(scope="session")
def balancer():
    """The demo article: Russia between India and Pakistan."""
    return gold_report("two_neighbours")


@pytest.fixture(scope="session")
def empty():
    """An article that names no actor."""
    return hand_report("The tomatoes were late this year. Nobody minded.", {})


@pytest.fixture(scope="module")
def browser():
    """A real headless Chromium."""
    if find_chromium() is None:
        pytest.skip(
            "Chromium is not installed (Debian: apt-get install chromium); the page was not opened in it"
        )
    with Browser() as made:
        yield made
