"""What a model was made with: library versions, and the git commit where there is one."""

from __future__ import annotations

import platform
import subprocess
from importlib import metadata
from pathlib import Path

__all__ = ["git_commit", "libraries"]

#: The libraries whose version can move a figure.
_NAMES = ("numpy", "scipy", "scikit-learn", "onnxruntime", "tokenizers", "simplemma", "sentencex", "pandas")


def libraries(*more: str) -> dict[str, str]:
    """Versions of Python, Equipoise and the libraries that a figure depends on."""
    from equipoise._version import __version__

    found = {"python": platform.python_version(), "equipoise": __version__}
    for name in (*_NAMES, *more):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def git_commit(folder) -> str:
    """The commit that `folder` stands at, "+changes" added where tracked files differ; "" outside a "
    "repository."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(Path(folder)), *arguments],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        return done.stdout.strip()

    try:
        commit = git("rev-parse", "HEAD")
        return commit + ("+changes" if git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return ""
