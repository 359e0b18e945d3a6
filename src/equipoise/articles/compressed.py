"""Files as a stream of byte blocks: plain, gzip or Zstandard, with truncation and bombs told apart."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from equipoise.errors import InputError

__all__ = ["COMPRESSED", "blocks", "inner_suffix", "lines"]

#: Endings of compressed files.
COMPRESSED = {".gz": "gzip", ".zst": "zstd"}
BLOCK = 1 << 18
#: Compressed bytes given to Zstandard at a time: at its utmost each four of them make 128 kB.
ZSTD_FED = 1024
#: No line of a collection is longer: an article of ten million characters, each escaped, and more.
MAX_LINE = 64_000_000
#: Prose shrinks to a third or a fifth. What grows a hundredfold, beyond this many bytes, is a bomb.
MAX_RATIO = 100
RATIO_FROM = 16_000_000


def inner_suffix(path: Path) -> str:
    """The ending that says what a file holds: ".jsonl" of "a.jsonl.gz"."""
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def blocks(path, meter=None) -> Iterator[bytes]:
    """The bytes of a file, decompressed, in blocks of bounded size; "-" is standard input.

    Parameters
    ----------
    path : str or Path
    meter : callable, optional
        Gets the number of bytes read from the disk, block by block.

    Raises
    ------
    InputError
        `reason` "missing", "unreadable", "loop", "truncated", "corrupt" or "bomb". What came before is good.
    """
    kind = COMPRESSED.get(Path(path).suffix.lower()) if str(path) != "-" else None
    try:
        with _Source(path, meter) as raw:
            if kind is None:
                while block := raw.read(BLOCK):
                    yield block
                return
            given = 0
            for block in {"gzip": _gzip, "zstd": _zstd}[kind](raw):
                given += len(block)
                if given > RATIO_FROM and given > MAX_RATIO * raw.taken:
                    raise InputError(
                        f"{path} grows from {raw.taken:,} to over {given:,} bytes, more than {MAX_RATIO} times: "
                        "a compression bomb, or no prose. Decompress it yourself if it is meant.",
                        reason="bomb",
                    )
                yield block
    except InputError:
        raise
    except EOFError:
        raise InputError(
            f"{path} is truncated: it ends inside the compressed data. Fetch it again.", "truncated"
        ) from None
    except (OSError, ValueError, zlib.error) as error:
        raise _said(path, error) from error


def lines(source: Iterator[bytes], limit: int | None = None) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line without its break) for each line; None for one longer than `limit` bytes."""
    limit = limit or MAX_LINE
    number, held, size = 1, [], 0
    for block in source:
        pieces = block.split(b"\n")
        for piece in pieces[:-1]:
            size += len(piece)
            yield number, b"".join([*held, piece]).removesuffix(b"\r") if size <= limit else None
            number, held, size = number + 1, [], 0
        size += len(pieces[-1])
        if size <= limit:
            held.append(pieces[-1])
        else:
            held = []
    if size:
        yield number, b"".join(held).removesuffix(b"\r") if size <= limit else None


class _Source:
    """The raw file, counting what was taken from it."""

    def __init__(self, path, meter):
        self._file = sys.stdin.buffer if str(path) == "-" else open(path, "rb", buffering=0)  # noqa: SIM115
        self._meter = meter
        self.taken = 0
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size) or b""
        self.taken += len(data)
        if self._meter:
            self._meter(len(data))
        return data

    def readable(self):
        return True

    def close(self):
        self.closed = True
        if self._file is not sys.stdin.buffer:
            self._file.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _gzip(raw: _Source) -> Iterator[bytes]:
    import gzip

    with gzip.GzipFile(fileobj=raw, mode="rb") as stream:
        while block := stream.read1(BLOCK):  # read() would lose what came before a truncation
            yield block


def _zstd(raw: _Source) -> Iterator[bytes]:
    """Frames one after the other; zstandard's own reader does not tell a truncated one."""
    import zstandard

    frame, inside, rest = None, False, b""
    while data := rest or raw.read(ZSTD_FED):
        if not inside:
            frame = zstandard.ZstdDecompressor().decompressobj()
        try:
            block = frame.decompress(data)
        except zstandard.ZstdError as error:
            raise OSError(str(error)) from error
        inside = not frame.eof
        rest = frame.unused_data if frame.eof else b""
        if block:
            yield block
    if inside:
        raise EOFError


def _said(path, error: Exception) -> InputError:
    import errno

    text = str(error)
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path} does not exist (any more). Check the path.", reason="missing")
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return InputError(f"{path} is a symbolic link that leads back to itself. Remove it.", reason="loop")
    if isinstance(error, OSError) and error.errno is not None:
        return InputError(
            f"{path} cannot be read: {error.strerror}. Check its permissions.", reason="unreadable"
        )
    return InputError(f"{path} is damaged: {text}. Fetch it again.", reason="corrupt")
