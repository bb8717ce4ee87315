"""This package is about jobs: long work in the background, its progress, end and failure kept as data in files."""

from kg.jobs.job import ENDED, Job, Outcome, Request, Stage
from kg.jobs.jobs import Jobs
from kg.jobs.telling import Telling

__all__ = ["ENDED", "Job", "Jobs", "Outcome", "Request", "Stage", "Telling"]
