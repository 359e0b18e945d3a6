"""Hold the actor table to what can be checked offline: CLDR's territories (babel), ISO 3166 codes, its rules.

    python training/check_actors.py

Prints every breach and exits 1 where there is one:

- a state of ISO 3166-1 (and Kosovo) without a row, or whose English name in CLDR does not match as that one;
- an ISO code that the table gives to a bloc or group, a "state" that is in no ISO list;
- a member without a row;
- rows given twice, terms and actors that end before they start;
- an alias of two actors without anything that decides: a rule, the actors' dates, a date of the alias;
- an alias that is a phrase of not_actors.tsv as well;
- less than the table promises: 120 blocs, 120 armed groups, leaders of every state since 2015.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter, defaultdict

from equipoise.actors import ActorTable, Matcher
from equipoise.actors.folding import fold

#: States that ended, by ISO 3166-3 or usage, and codes outside ISO 3166 of the codebook.
_FORMER = {"SUN", "YUG", "CSK", "DDR", "SCG", "VDR", "YMD", "XKX", "VNS", "UAR", "AUH", "RHO", "RSK"}
#: Territories that nobody writes about as actors, or whose CLDR name is a description.
_NO_ACTOR = {"ATA", "ATF", "BVT", "HMD", "UMI", "SGS", "BES", "SJM", "CPT", "CRQ", "ASC", "TAA", "DGA", "ZZZ"}
#: Where CLDR's short name names somebody else in the press, or nobody.
_ELSEWHERE = {"Georgia", "Micronesia", "Congo - Kinshasa", "Congo - Brazzaville", "Myanmar (Burma)"}


def territories() -> dict[str, str]:
    """ISO 3166-1 alpha-3 -> English name in CLDR, by babel."""
    from babel import Locale
    from babel.core import get_global

    names = Locale("en").territories
    found = {}
    for code, targets in get_global("territory_aliases").items():
        if (
            len(code) == 3
            and code.isalpha()
            and len(targets) == 1
            and len(targets[0]) == 2
            and targets[0] in names
        ):
            found[code] = names[targets[0]]
    found["XKX"] = names["XK"]
    return found


def check(table: ActorTable) -> list[str]:
    """Every breach, in words."""
    return [*_states(table), *_codes(table), *_rows(table), *_claims(table), *_promises(table)]


def _states(table: ActorTable):
    matcher = Matcher(table)
    ended = {code for code, actor in table.actors.items() if actor.end is not None}
    for code, name in territories().items():
        if code in _NO_ACTOR or code in ended or code in _FORMER - {"XKX"}:
            continue
        if code not in table:
            if code in _ISO:
                yield f"{code} ({name}) is missing from actors.tsv"
            continue
        if name in _ELSEWHERE:
            continue
        plain = name.replace("&", "and").replace(" SAR China", "")
        found = {
            m.code for m in matcher.find(f"{plain} said so.")
        }  # agents: a territory counts where it acts
        if found != {code}:
            yield f"{plain!r}, CLDR's name of {code}, matches {sorted(found) or 'nobody'}"


def _codes(table: ActorTable):
    iso = set(territories()) | _FORMER
    for code, actor in table.actors.items():
        if actor.kind == "state" and code not in iso:
            yield f"{code} ({actor.name}) is called a state, but is no code of ISO 3166"
        if actor.kind not in ("state", "former", "entity", "bloc", "group"):
            yield f"{code} is of the unknown kind {actor.kind!r}"
        if code in _ISO and actor.kind in ("bloc", "group"):
            yield f"{code} is an ISO code of a state, but the table gives it to {actor.name}"
        for member in actor.members:
            if member not in table:
                yield f"{code} has the member {member}, which has no row"
        if actor.start and actor.end and actor.start > actor.end:
            yield f"{code} ends before it starts"


def _rows(table: ActorTable):
    for key, count in Counter((a.code, a.alias) for a in table.aliases).items():
        if count > 1:
            yield f"the alias {key[1]!r} of {key[0]} is given {count} times"
    for key, count in Counter((t.code, t.name, t.office, t.title, t.start) for t in table.leaders).items():
        if count > 1:
            yield f"the term {key} is given {count} times"
    for term in table.leaders:
        if term.start and term.end and term.start > term.end:
            yield f"{term.name} ({term.code}) leaves office before taking it"
    phrases = {fold(phrase) for phrase in table.not_actors}
    for alias in table.aliases:
        if fold(alias.alias) in phrases:
            yield f"{alias.alias!r} is an alias of {alias.code} and a phrase of not_actors.tsv"
    for alias, against in table.against.items():
        if not against:
            yield f"against.tsv gives no words for {alias!r}"


def _claims(table: ActorTable):
    """An alias of two actors needs a rule that keeps all but one out, or dates that part them."""
    claims = defaultdict(list)
    for alias in table.aliases:
        claims[alias.alias].append(alias)
    for name, rows in claims.items():
        if len({row.code for row in rows}) < 2 or all(row.type == "several" for row in rows):
            continue
        undecided = [
            r for r in rows if not (r.rule in ("if_named", "org_context") or r.rule.startswith("since "))
        ]
        standing = [r for r in undecided if table.actors[r.code].end is None]
        if len(standing) > 1:
            codes = ", ".join(f"{r.code} ({r.rule or 'no rule'})" for r in standing)
            yield f"{name!r} is claimed by {codes}: nothing decides; give all but one the rule if_named"
    shorts = defaultdict(set)
    for term in table.leaders:
        if term.short and not term.common:
            shorts[fold(term.short)].add(term.code)
    for name, codes in shorts.items():
        others = {
            a.code for a in table.aliases if fold(a.alias) == name and not a.rule and a.type != "prefix"
        } - codes
        if others:
            holders, claimants = ", ".join(sorted(codes)), ", ".join(sorted(others))
            yield f"the leader's short name {name!r} ({holders}) is an alias of {claimants}"


def _promises(table: ActorTable):
    kinds = Counter(actor.kind for actor in table.actors.values())
    for kind, least in (("state", 193), ("bloc", 120), ("group", 120)):
        if kinds[kind] < least:
            yield f"{kinds[kind]} actors of kind {kind}; at least {least} are wanted"
    since = datetime.date(2015, 1, 1)
    led = {t.code for t in table.leaders if t.end is None or t.end >= since}
    for code in _ISO:
        actor = table.actors.get(code)
        if actor and actor.kind == "state" and code not in led:
            yield f"{code} ({actor.name}) has no leader since 2015"
    heads = {
        t.code for t in table.leaders if t.office.startswith("head_of") and (t.end is None or t.end >= since)
    }
    for code in sorted(led - heads):
        # San Marino's two captains regent change every six months, and nobody reports their names
        if code in _ISO and code != "SMR" and table.actors[code].kind == "state":
            yield f"{code} has no head of state or government since 2015"


#: Members and observers of the United Nations and the other states that the codebook names.
_STATES = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN
BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY
ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND
IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU
LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR
NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY PSE QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV
SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TWN TZA UGA
UKR URY USA UZB VAT VCT VEN VNM VUT WSM XKX YEM ZAF ZMB ZWE
"""
_ISO = frozenset(_STATES.split())


def main() -> int:
    table = ActorTable.load()
    breaches = check(table)
    for breach in breaches:
        print(breach)
    kinds = Counter(actor.kind for actor in table.actors.values())
    shares = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    print(
        f"{len(table)} actors ({shares}), {len(table.aliases)} aliases, {len(table.leaders)} terms, "
        f"{len(table.not_actors)} phrases that name no actor: {len(breaches)} breaches"
    )
    return bool(breaches)


if __name__ == "__main__":
    sys.exit(main())
