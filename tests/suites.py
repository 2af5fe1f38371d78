"""A pytest plugin: carry the results of the runs before it into the last run's own closing line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from tests import machine


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("edgewise")
    group.addoption("--record", type=Path, help="write every result to this file")
    group.addoption("--add", type=Path, action="append", help="add the results in this file to those of this run")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # results come together in the process that started the workers
    if path := config.getoption("--record"):
        config.pluginmanager.register(Recorder(config, path))
    if paths := config.getoption("--add"):
        config.pluginmanager.register(Adder(config, [path for path in paths if path.exists()]))


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

    def __init__(self, config: pytest.Config, paths: list[Path]) -> None:
        self.config, self.paths = config, paths

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        for path in self.paths:
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
