"""Articles in object storage: `s3://BUCKET/KEY`, or all objects under `s3://BUCKET/PREFIX`; by pyarrow (`tables`).

Not for what stands in them. Credentials and region are found as by the tools of AWS (environment, `~/.aws`, the
machine's role), another server than Amazon's by `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`.
"""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from kg.errors import InputError
from kg.ingest.source import shown

SCHEME = "s3://"
BUFFER = 1 << 22
"""Bytes that are asked for at once."""


@dataclass(frozen=True, slots=True)
class Object:
    """One object: bucket and key."""

    place: str

    @property
    def address(self) -> str:
        """As the user writes it."""
        return SCHEME + shown(self.place)

    def open(self) -> BinaryIO:
        """Its bytes, of which any part can be read; OSError where that fails."""
        try:
            file = _system(_bucket(self.place)).open_input_file(self.place)
        except ValueError as error:  # a key that pyarrow does not take, such as one with `//`
            raise OSError(" ".join(str(error).split())[:200]) from error
        return cast(BinaryIO, io.BufferedReader(file, BUFFER))


def is_remote(source: str) -> bool:
    """Whether a source is in object storage."""
    return source.startswith(SCHEME)


def place_of(source: str) -> str:
    """Bucket and key that a source names."""
    return source.removeprefix(SCHEME).strip("/")


def listed(source: str) -> tuple[str, list[Object]]:
    """The prefix that was named, and the objects under it in the order of their names, or the one object that it is.

    InputError where there is none or the storage does not answer.
    """
    place = place_of(source)
    if not place:
        raise InputError("names no bucket: s3://BUCKET/KEY", shown(source))
    try:
        found = sorted(_under(place), key=lambda one: PurePosixPath(one.place).parts)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be listed: {shown(' '.join(str(error).split())[:200])}", shown(source)) from error
    if not found:
        raise InputError("no such object, and none under that name", shown(source))
    return (place if found != [Object(place)] else str(PurePosixPath(place).parent)), found


def _under(place: str) -> Iterator[Object]:
    from pyarrow.fs import FileSelector, FileType

    system = _system(_bucket(place))
    if system.get_file_info(place).type == FileType.File:
        yield Object(place)
        return
    selector = FileSelector(place, recursive=True, allow_not_found="/" in place)
    yield from (Object(one.path) for one in system.get_file_info(selector) if one.type == FileType.File)


def _bucket(place: str) -> str:
    return place.partition("/")[0]


@cache
def _system(bucket: str) -> Any:
    """The storage that a bucket is in; InputError where pyarrow is missing or finds no region."""
    try:
        from pyarrow import ArrowException
        from pyarrow.fs import S3FileSystem, resolve_s3_region
    except ImportError as error:
        raise InputError("reading s3:// needs the extra `tables`: pip install 'kg-uk[tables]'") from error
    server = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    try:
        if server:
            scheme, _, host = server.rpartition("://")
            return S3FileSystem(endpoint_override=host.rstrip("/"), scheme=scheme or "https")
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
        return S3FileSystem(region=region or resolve_s3_region(bucket))
    except (ArrowException, OSError) as error:
        reason = shown(" ".join(str(error).split())[:200])
        raise InputError(f"the storage cannot be reached: {reason}", f"{SCHEME}{shown(bucket)}") from error
