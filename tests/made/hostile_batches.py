"""Batches read in workers and in this process."""

import random
from pathlib import Path

import polars as pl

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.judging.batch import together
from gouji.reports.chunks import frame_chunk
from gouji.reports.frames import BatchFrames
from gouji.workers import Workers
from samples.report import SampleReport, sample_report
from tests.made.office_documents import package


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def outcomes(frames: BatchFrames) -> dict[str, tuple[str, str]]:
    """Name of a file in its folder -> status and reason."""
    rows = frames.reports.select("file", "status", pl.col("reason").fill_null("")).iter_rows()
    return {file.partition("/")[2]: (status, reason) for file, status, reason in rows}


def clean(declared: Declared, body: str = "云岭县财政局", seed: int = 1) -> SampleReport:
    return sample_report(declared.forms[-1], random.Random(seed), organisation=body, year=2023)  # noqa: S311


def apart(source: Path, declared: Declared, workers: Workers) -> BatchFrames:
    taken = take_in([source], workers=workers).taken
    chunks = [taken[start : start + 7] for start in range(0, len(taken), 7)]
    return together([frame_chunk(chunk, declared, NO_ROSTER, workers) for chunk in chunks], declared)


DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
WORD = {"[Content_Types].xml": "<Types/>"}


def word(document: str | bytes) -> bytes:
    return package({**WORD, "word/document.xml": document})
