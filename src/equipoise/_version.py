"""The one place the version is written; CHANGELOG.md names the same one (tested)."""

__version__ = "0.1.0"
