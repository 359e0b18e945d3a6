"""The lexicon's cues as hashes for a linear model: who acts on whom, and the statement's skeleton.

Most strings come again, from pair to pair and from statement to statement: what they hash to is kept for the latest.
"""

from __future__ import annotations

import functools
import itertools

from sklearn.utils import murmurhash3_32 as hashed

from equipoise.stance.sides import (
    ROLES,
    STATEMENTS,
    Masked,
    Reading,
    coordinated,
    letters,
    scopes,
    side,
    voice,
)

__all__ = ["cue_grams", "skeleton_grams"]

#: Words a statement's skeleton keeps: what binds actors to acts, and words that may stand for an actor.
_BINDING = {
    "by", "of", "to", "with", "for", "from", "and", "against", "between", "in", "on", "at", "as", "over",
    "toward", "towards", "than", "but", "while", "that", "which", "who", "whose", "it", "its", "their",
    "they", "we", "our", "us", "i", "you", "he", "his", "she", "her", "be", "is", "was", "were", "been",
    "has", "had", "have", "both", "together", "each", "other", "one", "another", ",", ";", ":", '"',
    "“", "”", "?", "!",
}  # fmt: skip
_MAIN = frozenset({"s", "t"})
#: What a path keeps beside acts.
_ACTING = frozenset({"s", "t", "o", "by"})
#: Longest n-gram of the skeleton.
_LONGEST = 5


def cue_grams(reading: Reading) -> list[int]:
    """Each cue with its kind, voice, the roles on either side, the frames over it and its entry's words."""
    tokens, statement = reading.tokens, reading.statement
    together, groups, seen = _seen(statement)
    grams = [hashed(f"joined|{coordinated(tokens, statement.places)}|{together}")]
    roles = [letters(tokens, group) for group in groups]
    for (kind, words, left, right, inner), where in zip(seen, reading.zones, strict=True):
        beside = roles[left] or "-", roles[right] or "-", roles[inner]
        grams += _kind_grams(kind, where, *beside)
        grams += _word_grams(words, where, *beside)
    return grams


@functools.lru_cache(maxsize=STATEMENTS)
def _seen(
    statement: Masked,
) -> tuple[str, list[tuple[int, ...]], list[tuple[tuple[str, ...], tuple[str, ...], int, int, int]]]:
    """Whether the statement tells of mutual acts; groups of mentions; and the cues.

    Of a cue: what is told of its kind, what of its words, and the numbers of the groups to its left, to its right and
    inside it. All of it is the same in every pair.
    """
    tokens, cues = statement.tokens, statement.cues
    together = "m" if _mutual(tokens) else ""
    groups: dict[tuple[int, ...], int] = {}
    seen, before = [], "^"
    for cue in cues:
        entry, heard = cue.entry, voice(cue, tokens)
        scope = "+".join(sorted(scopes(cue, cues, tokens))) or "open"
        acts = entry.frame in ("direct", "relation", "charge", "reversal")
        sign = entry.polarity[0] if acts else entry.frame
        left, right = side(tokens, cue.start - 1, -1), side(tokens, cue.end, 1)
        after = tokens[cue.end] if cue.end < len(tokens) and tokens[cue.end] in _BINDING else "_"
        kind = entry.polarity, entry.frame, entry.agent[0], heard, scope, after, sign, before, together
        kind += left[1:] + right[1:]
        words = " ".join(entry.words), heard, after, left.border, right.border
        # roles inside an idiom ("took [unused2] under its wing") are its objects
        inner = tuple(place for place in statement.places if cue.start <= place < cue.end)
        beside = [groups.setdefault(group, len(groups)) for group in (left.places, right.places, inner)]
        seen.append((kind, words, *beside))
        before = sign
    return together, list(groups), seen


@functools.lru_cache(maxsize=2**14)
def _kind_grams(cue: tuple[str, ...], where: str, left: str, right: str, inner: str) -> tuple[int, ...]:
    polarity, frame, agent, heard, scope, after, sign, before, together, *borders = cue
    left_border, left_owner, right_border, right_owner = borders
    kind = f"{polarity[0]}{frame}{agent}"
    who = f"{left}{inner}>{right}"
    far = f"{left}{left_border}{inner}>{right}{right_border}"
    feats = (
        f"cue|{polarity}|{frame}|{where}|{scope}",
        f"cue|{kind}|{where}",
        f"cue|{kind}|{where}|{heard}|{scope}",
        f"who|{kind}|{heard}|{far}|{scope}",
        f"who|{kind}|{heard}|{far}",
        f"who|{kind}|{heard}|{left}{left_owner}>{right}{right_owner}",
        f"who|{kind}|{after}|{who}",
        f"who|{sign}|{heard}|{who}|{scope}",
        f"who|{sign}|{far}|{together}",
        f"left|{kind}|{heard}|{left}{left_border}",
        f"right|{kind}|{heard}|{right}{right_border}",
        f"then|{before}|{sign}|{who}",
    )
    return tuple(map(hashed, feats))


@functools.lru_cache(maxsize=2**14)
def _word_grams(cue: tuple[str, ...], where: str, left: str, right: str, inner: str) -> tuple[int, ...]:
    words, heard, after, left_border, right_border = cue
    feats = (
        f"cue|{words}|{where}",
        f"who|{words}|{heard}|{left}{inner}>{right}",
        f"left|{words}|{left}{left_border}",
        f"right|{words}|{right}{right_border}",
        f"after|{words}|{after}",
    )
    return tuple(map(hashed, feats))


def skeleton_grams(reading: Reading) -> list[int]:
    """N-grams of the statement boiled down to roles, kinds of cue, prepositions and pronouns."""
    tokens, (bones, places) = reading.tokens, _bones(reading.statement)
    bones, mains = bones.copy(), []
    for at, place in places:
        bones[at] = role = ROLES[tokens[place]]
        if role != "o":
            mains.append(at)
    grams = [hashed("bones")]
    done = 0
    for main in mains:
        for at in range(max(done, main - _LONGEST + 1), main + 1):
            grams += _bone_grams(tuple(bones[at : at + _LONGEST]))
        done = main + 1
    if "s" in bones and "t" in bones:
        s, t = bones.index("s"), bones.index("t")
        grams += _path_grams(bones[min(s, t) : max(s, t) + 1])
    return grams


@functools.lru_cache(maxsize=STATEMENTS)
def _bones(statement: Masked) -> tuple[list[str], list[tuple[int, int]]]:
    """The skeleton, and where in it each mention stands: (bone, token)."""
    tokens = statement.tokens
    bones, places, at, starts = [], [], 0, {cue.start: cue for cue in statement.cues}
    while at < len(tokens):
        cue = starts.get(at)
        if cue is None:
            inner, at = range(at, at + 1), at + 1
            if tokens[inner[0]] in _BINDING:
                bones.append(tokens[inner[0]])
        else:
            entry = cue.entry
            plain = entry.frame == "direct" and entry.polarity == "neutral"
            bones.append("n" if plain else f"{entry.polarity[0].upper()}{entry.frame}{entry.agent[0]}")
            inner, at = range(cue.start, cue.end), cue.end
        for place in inner:
            if tokens[place] in ROLES:
                places.append((len(bones), place))
                bones.append("")
    return bones, places


@functools.lru_cache(maxsize=2**14)
def _bone_grams(window: tuple[str, ...]) -> tuple[int, ...]:
    """The grams that begin where the window does and hold source or target."""
    hashes, gram, held = [], "k|" + window[0], window[0] in _MAIN
    for bone in window[1:]:
        gram += " " + bone
        held = held or bone in _MAIN
        if held:
            hashes.append(hashed(gram))
    return tuple(hashes)


def _path_grams(path: list[str]) -> tuple[int, ...]:
    acts = [bone for bone in path if bone[0] in "HSN" or bone in _ACTING]
    return hashed("path|" + " ".join(path[:12])), hashed("acts|" + " ".join(acts[:10]))


def _mutual(tokens: list[str]) -> bool:
    if not {"together", "jointly", "both", "mutual"}.isdisjoint(tokens):
        return True
    return any(pair in (("each", "other"), ("one", "another")) for pair in itertools.pairwise(tokens))
