"""How things stand at the moment Prometheus asks: the program, its database, disks,
mails, jobs and backups."""

import os
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version

from flask import Flask
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from board import clock, disk
from board.config import Settings
from board.jobs.queries import failing, last_done
from board.kept.nightly import kept
from board.mail.queries import waiting_and_given_up


class Standing(Collector):
    """Asked anew each time; numbers of the board, none of a person."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.settings: Settings = app.config["BOARD"]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each number with what it means."""
        program = GaugeMetricFamily(
            "board_program", "The version that runs.", labels=["version"]
        )
        program.add_metric([version("local-action-board")], 1)
        yield program
        yield self._room()
        yield from self._backup()
        with self.app.app_context():
            yield from self._database()

    def _room(self) -> GaugeMetricFamily:
        room = GaugeMetricFamily(
            "board_room_bytes", "Room on the disk of a folder.", labels=["folder"]
        )
        for folder in disk.folders(self.settings):
            there = os.statvfs(folder.path)
            room.add_metric([folder.name], there.f_bavail * there.f_frsize)
        return room

    def _backup(self) -> Iterator[GaugeMetricFamily]:
        if newest := kept(self.settings)[:1]:
            yield _one(
                "backup_age_seconds", "Since the last backup.", _ago(newest[0].at)
            )

    def _database(self) -> Iterator[GaugeMetricFamily]:
        try:
            numbers = list(self._asked())
        except SQLAlchemyError:
            numbers = []
        yield _one("database_up", "Whether the database answers.", bool(numbers))
        yield from numbers

    def _asked(self) -> Iterator[GaugeMetricFamily]:
        waiting, given_up = waiting_and_given_up()
        yield _one("mails_waiting", "Mails that are still to be sent.", waiting)
        yield _one("mails_given_up", "Mails of 30 days that never will be.", given_up)
        yield _one("jobs_failing", "Jobs whose last run failed.", len(failing()))
        if done := last_done():
            yield _one("jobs_age_seconds", "Since a job was last done.", _ago(done))


def _one(name: str, means: str, number: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"board_{name}", means, value=number)


def _ago(at: datetime) -> float:
    return (clock.now() - at).total_seconds()
