"""A pytest plugin: carry the results of the run on PostgreSQL and Redis into the last run's own closing line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from tests import machine


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("edgewise")
    group.addoption("--record", type=Path, help="write every result to this file")
    group.addoption("--add", type=Path, help="add the results in this file to those of this run")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # results come together in the process that started the workers
    if path := config.getoption("--record"):
        config.pluginmanager.register(Recorder(config, path))
    if path := config.getoption("--add"):
        config.pluginmanager.register(Adder(config, path))


class Recorder:
    def __init__(self, config: pytest.Config, path: Path) -> None:
        self.config, self.path = config, path
        path.write_text("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        with self.path.open("a") as lines:
            lines.write(json.dumps(data, default=str) + "\n")


class Adder:
    """Before the summary is written: count the other run's results, and fail if it failed."""

    def __init__(self, config: pytest.Config, path: Path) -> None:
        self.config, self.path = config, path

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        for line in self.path.read_text().splitlines() if self.path.exists() else ():
            report = self.config.hook.pytest_report_from_serializable(config=self.config, data=json.loads(line))
            report.nodeid = f"[PostgreSQL, Redis] {report.nodeid}"
            if self._count(report) in {"failed", "error"}:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _count(self, report: pytest.TestReport) -> str:
        category, _, _ = self.config.hook.pytest_report_teststatus(report=report, config=self.config)
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        assert isinstance(reporter, TerminalReporter)
        reporter.stats.setdefault(category, []).append(report)
        return str(category)

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        for suite in machine.left_out():
            terminalreporter.write_line(f"LEFT OUT: {suite}", yellow=True)
