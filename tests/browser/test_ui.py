"""Dagster's UI in a real browser, as a person meets it: the graph, one click, the pages of the assets."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.rules import families

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
)
ASSETS = ("raw_dump", "cleaned_text", "extracted_facts", "warehouse")
BUILT_WITHIN = 150  # seconds
GLYPHS_DIFFER = """
    () => {
        const drawn = (character) => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 40;
            const context = canvas.getContext('2d');
            context.font = `32px ${getComputedStyle(document.body).fontFamily}`;
            context.fillText(character, 2, 34);
            return canvas.toDataURL();
        };
        return drawn('億') !== drawn('溯') && drawn('溯') !== drawn('畝');
    }
"""


@pytest.fixture(scope="module")
def address(project: Path, real_page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The UI over a copy of the seeds, an empty warehouse and an empty history."""
    place = tmp_path_factory.mktemp("ui")
    (place / "seeds").mkdir()
    shutil.copy(real_page, place / "seeds")
    port = _free_port()
    log = (place / "log").open("w")
    folders = ["--seeds", place / "seeds", "--warehouse", place / "warehouse"]
    served = subprocess.Popen(
        [Path(sys.executable).parent / "suyuan", "ui", "--port", str(port), *folders],
        cwd=project,
        env={**os.environ, "DAGSTER_HOME": str(place / "home")},
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        _wait_for(lambda: _answers(port), 90, f"the UI did not start: {place / 'log'}")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(served.pid, signal.SIGTERM)
        time.sleep(2)
        os.killpg(served.pid, signal.SIGKILL)
        served.wait()
        log.close()


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[object]:
    """A browser page that reaches nothing but this machine."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed: `make test-all` as root installs one")
    with playwright.sync_playwright() as started, started.chromium.launch(executable_path=found, args=QUIET) as browser:
        opened = browser.new_page(viewport={"width": 1500, "height": 1000})
        opened.route("**/*", lambda route: route.continue_() if address in route.request.url else route.abort())
        opened.set_default_timeout(30_000)
        yield opened


@pytest.fixture(autouse=True)
def picture(page, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Keep a picture of what the page showed at the end of each test, beside pytest's other files."""
    yield
    page.screenshot(path=tmp_path / f"{request.node.name}.png", full_page=True)


def test_the_graph_shows_every_asset_and_one_click_builds_them_all(page, address: str):
    page.goto(f"{address}/asset-groups")
    graph = page.locator("svg")
    for asset in ASSETS:
        graph.get_by_text(asset, exact=True).first.wait_for()
    page.get_by_role("button", name="Materialize all").click()
    _wait_for(lambda: _built(address), BUILT_WITHIN, "the click did not build the warehouse")


@pytest.mark.parametrize(
    ("asset", "shown"),
    [
        ("raw_dump", ["000_300df59450ee1900.txt", "utf-8", "Row count"]),
        ("cleaned_text", ["teaser_title", "blocks by role"]),
        ("extracted_facts", ["2000億元", "facts by kind", "rejects by reason", "select"]),
        ("warehouse", ["Row count", "select", "funnel"]),
    ],
)
def test_the_page_of_an_asset_shows_what_it_made(page, address: str, asset: str, shown: list[str]):
    page.goto(f"{address}/assets/{asset}")
    page.get_by_text("Latest materialization").wait_for()
    for text in shown:
        page.get_by_text(text).first.wait_for()


def test_the_checks_of_the_warehouse_are_listed_and_passed(page, address: str):
    page.goto(f"{address}/assets/warehouse?view=checks")
    for family in families():
        page.get_by_text(family, exact=True).first.wait_for()
    page.get_by_text("Succeeded", exact=True).nth(len(families()) - 1).wait_for(timeout=BUILT_WITHIN * 1000)


def test_chinese_is_drawn_as_characters_and_not_as_boxes(page, address: str):
    page.goto(f"{address}/assets/extracted_facts")
    page.get_by_text("2000億元").first.wait_for()
    assert page.evaluate(GLYPHS_DIFFER)


# ------------------------------------------------------------------------------------------------------------ helpers
def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/server_info", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _built(address: str) -> bool:
    """Whether every asset has been materialised; fails at once where a run failed."""
    query = (
        "{assetNodes{assetKey{path} assetMaterializations(limit:1){runId}} runsOrError{... on Runs{results{status}}}}"
    )
    request = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        data = json.load(answer)["data"]
    assert "FAILURE" not in [run["status"] for run in data["runsOrError"]["results"]]
    return all(node["assetMaterializations"] for node in data["assetNodes"])


def _wait_for(happened, seconds: int, otherwise: str) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, otherwise
        time.sleep(1)
