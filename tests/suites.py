"""A pytest plugin of `python -m tests`: one run adds the results of the others to its own closing line."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from tests import machine

BROWSER = "tests/e2e"
ON_SERVICES = ("store", "postgres", "redis")


def on_services(root: Path) -> list[str]:
    """The files with tests for the services. To collect all the others there takes longer than many of these tests."""
    marks = [f"mark.{name}" for name in ON_SERVICES]
    files = sorted((root / "tests").rglob("test_*.py"))
    return [str(path.relative_to(root)) for path in files if any(mark in path.read_text() for mark in marks)]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("edgewise")
    group.addoption("--record", type=Path, help="write every result to this file")
    group.addoption("--add", type=Path, action="append", help="add the results in this file to those of this run")
    group.addoption("--after", type=Path, help="add them when this file is there")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # results come together in the process that started the workers
    if path := config.getoption("--record"):
        config.pluginmanager.register(Recorder(config, path))
    if paths := config.getoption("--add"):
        config.pluginmanager.register(Adder(config, paths, config.getoption("--after")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests go first, the slowest before the others, so that no process waits long for the last one."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])


class Recorder:
    def __init__(self, config: pytest.Config, path: Path) -> None:
        self.config, self.path = config, path
        path.write_text("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        data.pop("node", None)  # the worker that ran it is gone by the time it is counted
        with self.path.open("a") as lines:
            lines.write(json.dumps(data, default=str) + "\n")


class Adder:
    """Before the summary is written: count the other runs' results, and fail if they failed."""

    def __init__(self, config: pytest.Config, paths: list[Path], after: Path | None) -> None:
        self.config, self.paths, self.after = config, paths, after

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        while self.after is not None and not self.after.exists():
            time.sleep(0.2)
        for path in filter(Path.exists, self.paths):
            for line in path.read_text().splitlines():
                if self._count(self._report(path.stem, json.loads(line))) in {"failed", "error"}:
                    session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _report(self, run: str, data: dict[str, object]) -> pytest.TestReport:
        if isinstance(place_and_reason := data["longrepr"], list):  # of a skip; JSON has no tuples
            data["longrepr"] = tuple(place_and_reason)
        report: pytest.TestReport = self.config.hook.pytest_report_from_serializable(config=self.config, data=data)
        report.nodeid = f"[{run}] {report.nodeid}"
        return report

    def _count(self, report: pytest.TestReport) -> str:
        category, _, _ = self.config.hook.pytest_report_teststatus(report=report, config=self.config)
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        assert isinstance(reporter, TerminalReporter)
        reporter.stats.setdefault(category, []).append(report)
        return str(category)

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        for suite in machine.left_out():
            terminalreporter.write_line(f"LEFT OUT: {suite}", yellow=True)
