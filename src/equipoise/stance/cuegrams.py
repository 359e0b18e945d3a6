"""The lexicon's cues as strings for a hashed linear model: who acts on whom, and the statement's skeleton."""

from __future__ import annotations

import itertools

from equipoise.stance.lexicon import Cue
from equipoise.stance.roles import SOURCE, TARGET
from equipoise.stance.sides import ROLES, coordinated, scopes, side, voice

__all__ = ["cue_grams", "place", "skeleton_grams", "zone"]

#: Words a statement's skeleton keeps: what binds actors to acts, and words that may stand for an actor.
_BINDING = {
    "by", "of", "to", "with", "for", "from", "and", "against", "between", "in", "on", "at", "as", "over",
    "toward", "towards", "than", "but", "while", "that", "which", "who", "whose", "it", "its", "their",
    "they", "we", "our", "us", "i", "you", "he", "his", "she", "her", "be", "is", "was", "were", "been",
    "has", "had", "have", "both", "together", "each", "other", "one", "another", ",", ";", ":", '"',
    "“", "”", "?", "!",
}  # fmt: skip


def cue_grams(tokens: list[str], cues: list[Cue]) -> list[str]:
    """Each cue with its kind, voice, the roles on either side, the frames over it and its entry's words."""
    s, t = place(tokens, SOURCE), place(tokens, TARGET)
    together = "m" if _mutual(tokens) else ""
    feats, before = [f"joined|{coordinated(tokens)}|{together}"], "^"
    for cue in cues:
        entry, where, heard = cue.entry, zone(cue, s, t), voice(cue, tokens)
        scope = "+".join(sorted(scopes(cue, cues, tokens))) or "open"
        kind = f"{entry.polarity[0]}{entry.frame}{entry.agent[0]}"
        acts = entry.frame in ("direct", "relation", "charge", "reversal")
        sign = entry.polarity[0] if acts else entry.frame
        left, right = side(tokens, cue.start - 1, -1), side(tokens, cue.end, 1)
        # roles inside an idiom ("took [unused2] under its wing") are its objects
        inner = "".join(sorted({ROLES[w] for w in tokens[cue.start : cue.end] if w in ROLES}))
        after = tokens[cue.end] if cue.end < len(tokens) and tokens[cue.end] in _BINDING else "_"
        words = " ".join(entry.words)
        who = f"{left.roles}{inner}>{right.roles}"
        far = f"{left.roles}{left.border}{inner}>{right.roles}{right.border}"
        feats += [
            f"cue|{entry.polarity}|{entry.frame}|{where}|{scope}",
            f"cue|{kind}|{where}",
            f"cue|{kind}|{where}|{heard}|{scope}",
            f"cue|{words}|{where}",
            f"who|{kind}|{heard}|{far}|{scope}",
            f"who|{kind}|{heard}|{far}",
            f"who|{kind}|{heard}|{left.roles}{left.owner}>{right.roles}{right.owner}",
            f"who|{kind}|{after}|{who}",
            f"who|{sign}|{heard}|{who}|{scope}",
            f"who|{sign}|{far}|{together}",
            f"who|{words}|{heard}|{who}",
            f"left|{words}|{left.roles}{left.border}",
            f"right|{words}|{right.roles}{right.border}",
            f"after|{words}|{after}",
            f"left|{kind}|{heard}|{left.roles}{left.border}",
            f"right|{kind}|{heard}|{right.roles}{right.border}",
            f"then|{before}|{sign}|{who}",
        ]
        before = sign
    return feats


def skeleton_grams(tokens: list[str], cues: list[Cue]) -> list[str]:
    """N-grams of the statement boiled down to roles, kinds of cue, prepositions and pronouns."""
    bones, at, starts = [], 0, {cue.start: cue for cue in cues}
    while at < len(tokens):
        cue = starts.get(at)
        if cue is None:
            token = tokens[at]
            if token in ROLES or token in _BINDING:
                bones.append(ROLES.get(token, token))
            at += 1
            continue
        entry = cue.entry
        plain = entry.frame == "direct" and entry.polarity == "neutral"
        bones.append("n" if plain else f"{entry.polarity[0].upper()}{entry.frame}{entry.agent[0]}")
        bones += [ROLES[w] for w in tokens[cue.start : cue.end] if w in ROLES]
        at = cue.end
    feats = ["bones"]
    for size in range(2, 6):
        grams = zip(*(bones[i:] for i in range(size)))
        feats += ["k|" + " ".join(gram) for gram in grams if "s" in gram or "t" in gram]
    if "s" in bones and "t" in bones:
        s, t = bones.index("s"), bones.index("t")
        path = bones[min(s, t) : max(s, t) + 1]
        feats.append("path|" + " ".join(path[:12]))
        acts = [bone for bone in path if bone[0] in "HSN" or bone in ("s", "t", "o", "by")]
        feats.append("acts|" + " ".join(acts[:10]))
    return feats


def place(tokens: list[str], role: str) -> int:
    """First position of a role; -1 where an over-long statement lost it."""
    return tokens.index(role) if role in tokens else -1


def zone(cue: Cue, s: int, t: int) -> str:
    """Where the cue stands: between the roles (and their order), else nearest to which role on which side."""
    at = cue.start
    if s < at < t:
        return "s_t"
    if t < at < s:
        return "t_s"
    nearest = "s" if abs(at - s) <= abs(at - t) else "t"
    return f"{'before' if at < min(s, t) else 'after'}_{nearest}"


def _mutual(tokens: list[str]) -> bool:
    if not {"together", "jointly", "both", "mutual"}.isdisjoint(tokens):
        return True
    return any(pair in (("each", "other"), ("one", "another")) for pair in itertools.pairwise(tokens))
