"""Actors: the table of who there is, the matcher of names, and the references that the text resolves."""

from equipoise.actors.matcher import Matcher
from equipoise.actors.references import resolve_references
from equipoise.actors.rows import Actor, Alias, Leader
from equipoise.actors.table import ActorTable

__all__ = ["Actor", "ActorTable", "Alias", "Leader", "Matcher", "resolve_references"]
