"""The capitalised rest of a long name: "the Union" for the last named union, "the Court", "the Fund"."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from equipoise.actors.patterns import Choice
from equipoise.actors.table import ActorTable
from equipoise.actors.words import SHORT_FORMS
from equipoise.types import Mention

__all__ = ["actor"]

#: The organ that a short form means where only its organisation was named.
_ORGANS = {
    ("Council", "UN"): "UNSC",
    ("Security Council", "UN"): "UNSC",
    ("Assembly", "UN"): "UNGA",
    ("Commission", "AU"): "AU",
    ("Commission", "ECOWAS"): "ECOWAS",
    ("Secretariat", "UN"): "UN",
}
#: Organisations that a short form may mean though the text has not named them, told apart by their members.
_CLUBS = {
    "Union": ("EU", "AU", "EAEU"),
    "Community": ("ECOWAS", "SADC", "EAC", "CARICOM"),
    "Alliance": ("NATO",),
    "Association": ("ASEAN", "SAARC"),
    "Forum": ("PIF",),
    "League": ("ARABLEAGUE",),
    "Commission": ("EU",),
}
_ALONE = {"Fund": "IMF", "Commonwealth": "COMMONWEALTH"}


def actor(scene, word: str, named: list[Mention]) -> Choice | None:
    """The actor of the nearest mention before that has the noun of `word` ("the Union") in its long name.

    Where none was named, the organisation of that name which has the most members among the actors of the
    text.
    """
    word = word.split(" ", 1)[1]
    word = word if word in SHORT_FORMS else word.capitalize()
    long = _long_names(scene.table)
    actors = scene.table.actors
    for mention in reversed(named):
        code = mention.code if word in long[mention.code] else _ORGANS.get((word, mention.code), "")
        if code in actors and (scene.date is None or actors[code].stood(scene.date)):
            return Choice(code, "short", "", f'"the {word}" after "{mention.text}"')
    counts = {code: sum(m in scene.sure for m in actors[code].members) for code in _CLUBS.get(word, ())}
    best = sorted(counts, key=lambda c: -counts[c])[:2]
    if best and counts[best[0]] > (counts[best[1]] if len(best) > 1 else 0):
        return Choice(
            best[0], "short", "", f'"the {word}" of {actors[best[0]].name}, whose members the text names'
        )
    return Choice(_ALONE[word], "short", "", f'"the {word}" alone') if word in _ALONE else None


@lru_cache(maxsize=4)
def _long_names(table: ActorTable) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for alias in table.aliases:
        named = alias.type in ("name", "official") and " " in alias.alias
        if named and table.actors[alias.code].kind in ("bloc", "group", "former"):
            found[alias.code].update(word for word in alias.alias.split() if word in SHORT_FORMS)
    return found
