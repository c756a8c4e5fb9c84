"""What tests may ask for: databases, a clock, programs, a network, browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from queue_server.store.migrations import migrate
from queue_server.store.session import Database
from tests.harness import browser as modern
from tests.harness import old_chromium as old
from tests.harness.clock import Clock
from tests.harness.left_out import leave_out
from tests.harness.postgres import Cluster, binaries, cluster
from tests.harness.programs import Programs
from tests.simulators.network import Network

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "test-results"


# ---- time and databases ------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    """07:30 in Hà Nội on a working Monday, until moved."""
    return Clock()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'luot.db'}"


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One throw-away PostgreSQL for all tests of this worker; fsync is off in it."""
    if binaries() is None:
        leave_out("tests on PostgreSQL, because initdb is missing (apt install postgresql)")
    with cluster() as running:
        shaped = running.make()
        database = Database(running.address(shaped))
        migrate(database)
        database.close()
        running.template = shaped  # a copy takes a tenth of the time of all the migrations
        yield running


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The address of a fresh PostgreSQL database in today's shape, dropped after the test."""
    name = postgres_cluster.make()
    yield postgres_cluster.address(name)
    postgres_cluster.drop(name)


@pytest.fixture
def empty_postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The address of a PostgreSQL database without any table, for tests of the migrations."""
    name = postgres_cluster.make(template="template1")
    yield postgres_cluster.address(name)
    postgres_cluster.drop(name)


ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database: the test runs once on SQLite and once on PostgreSQL.

    Open it as the site does; PostgreSQL's already has its tables, SQLite's file is not there yet.
    """
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """As `database_url`, but without any table on either engine."""
    postgres = request.param == "postgres"
    address: str = request.getfixturevalue("empty_postgres_url" if postgres else "sqlite_url")
    return address


# ---- programs and the cables between them ------------------------------------------------------


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    """Starts real programs; they end with the test, and their logs are shown when it fails."""
    started = Programs(tmp_path)
    yield started
    started.end()


@pytest.fixture
def network() -> Iterator[Callable[[int], Network]]:
    """Puts a cable that can be cut before a port.

    `network(port).port` is where to connect; see `tests.simulators.network.Network`.
    """
    with ExitStack() as cables:
        yield lambda to_port: cables.enter_context(Network(to_port))


# ---- browsers ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Playwright's browser on Debian's Chromium; `browse` is what tests usually want."""
    path = modern.executable()
    if path is None:
        leave_out("tests in a browser, because there is no Chromium (apt install chromium)")
    with modern.launch(path) as browser:
        yield browser


@pytest.fixture
def browse(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[modern.Browsing]:
    """Opens pages that may do nothing wrong.

    `page = browse(address)` gives Playwright's page; see `tests.harness.browser.Browsing`.
    """
    pages = modern.Browsing(chromium, PICTURES)
    yield pages
    pages.end()


@pytest.fixture(scope="session")
def old_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[old.OldChromium]:
    """One Chromium 80 for all tests of this worker."""
    program = old.unpack(ROOT / "build")
    if program is None:
        leave_out("tests in Chromium 80, because node_modules lacks it (make test installs it)")
    with old.launch(program, tmp_path_factory.mktemp("chromium-80")) as browser:
        yield browser


@pytest.fixture
def old_chromium(old_browser: old.OldChromium) -> Iterator[Callable[[str], old.OldPage]]:
    """Opens pages in Chromium 80, on which no problem may be left.

    `page = old_chromium(address)`; see `tests.harness.old_chromium.OldPage`.
    """
    pages: list[old.OldPage] = []

    @contextmanager
    def closing() -> Iterator[None]:
        yield
        problems = [problem for page in pages for problem in page.problems()]
        for page in pages:
            page.close()
        assert not problems, "Chromium 80 complained:\n" + "\n".join(problems)

    def open_page(address: str, *, width: int = 1920, height: int = 1080) -> old.OldPage:
        pages.append(old_browser.open(address, width=width, height=height))
        return pages[-1]

    with closing():
        yield open_page
