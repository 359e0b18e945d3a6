"""Closed lists of words that the rules look for around a name."""

from __future__ import annotations

__all__ = [
    "FIRST_NAMES", "FUNCTION", "GOVERNING", "GROUP_WORDS", "MONTHS", "NOT_PERSON", "TITLES", "VENUE_NOUNS",
]

#: Titles before a leader's name.
TITLES = frozenset(
    """president presidents premier chancellor prime minister ministers king queen prince princess emperor emir sultan
    shah sheikh ayatollah imam caliph general gen colonel col marshal field captain major lieutenant admiral commander
    chairman chairwoman secretary pope patriarch senator sen governor mr mrs ms dr sir lord dame leader ruler strongman
    dictator autocrat taoiseach fuhrer duce comrade brother crown vice deputy foreign defence defense state chief
    envoy spokesman spokeswoman ambassador representative candidate incumbent ex former then acting interim elect
    madame monsieur herr haji mullah maulana sayyid sayed tsar czar""".split()
)
#: Words that may be capitalised for standing first, and say nothing about the name after them.
FUNCTION = frozenset(
    """a about above across after against all along alongside also although always amid among an and another any around
    as asked at away back because been before behind being below beneath beside besides between beyond both but by
    called can could despite did do does done down during each either ending even ever every except few first following
    for from gone had has have having he her here his how however i if in including indeed inside instead into is it
    its just last later least let like little many maybe meanwhile might mindful more most much must near neither never
    nevertheless next no nobody none nor not nothing notwithstanding now of off on once one only onto or other others
    our out outside over past per perhaps pressed quite rather regarding said same say says second several shall she
    should since so some soon still such than that the their them then there these they this those though three through
    throughout thus till to today together tomorrow too toward towards two under unless unlike until up upon us very
    via was we well were what whatever when whenever where whereas whether which while who whom whose why will with
    within without would yes yesterday yet you your does didn isn aren wasn""".split()
)
#: Words after a short name that make it a firm, a building, a relative.
NOT_PERSON = frozenset(
    """tower towers organization organisation foundation hotel hotels airport library university college school street
    avenue boulevard square stadium jr junior sr museum center centre institute prize award medal street road bridge
    family casino golf inc corp ltd plc group holdings bank mosque""".split()
)
MONTHS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()
)
#: Given names that stand before names of countries used as surnames, and before common surnames.
FIRST_NAMES = frozenset(
    """michael mike david john james robert william richard thomas charles joseph daniel matthew anthony mark paul
    steven andrew kenneth george joshua kevin brian edward ronald timothy jason jeffrey ryan jacob gary nicholas eric
    jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis
    jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian
    roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie
    gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny mary patricia
    jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily
    donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela shirley anna
    brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet maria heather diane olivia
    julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline
    martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace
    amber denise danielle marilyn beverly charlotte natalie theresa diana brittany kayla alexis lori hillary melania
    ivanka barron tiffany hunter jill ashleigh laura neil deandre marlon hamilton vernon claudine louis tim tom nick
    bill jim bob ted ed ben sam dan matt chris steve tony jeb dominic claude pierre jean-marie marine xavier brigitte
    ali mohammed muhammad mohamed ahmed ahmad hassan hussein omar abdul imran sadiq shah rahul sonia priyanka indira
    zulfiqar asif bilawal murtaza cherie jenna neil lara eric donald""".split()
)
#: Words that make the capital after "in"/"of" a government: "officials in Moscow".
GOVERNING = frozenset(
    """authorities government governments officials official policymakers leaders leadership leader rulers regime
    administration capital capitals elite elites generals diplomats planners strategists hawks doves hardliners
    ministry ministers minister cabinet cabinets junta parliament lawmakers legislators politicians establishment
    patrons masters backers allies friends ally partners sponsors paymasters bosses handlers anger fury outrage alarm
    unease nerves suspicion suspicions concern concerns worry worries fear fears relief satisfaction resentment
    irritation delight dismay jitters disquiet frustration hopes thinking calculations calculus power powers men
    mandarins tsars counterparts critics sceptics skeptics eyebrows applause mood""".split()
)
#: Words that make a place before or after them a venue: "the Astana format", "the Doha office".
VENUE_NOUNS = frozenset(
    """talks summit conference format process round rounds meeting meetings accord accords agreement agreements
    convention protocol protocols declaration communique treaty pact peace framework formula office bureau marathon
    airport stock exchange suburb suburbs street streets district hotel bourse university institute embassy
    correspondent resident residents olympics games forum security""".split()
)
#: Words around an abbreviation that is one of a group or organisation.
GROUP_WORDS = frozenset(
    """rebel rebels militia militias militiamen fighter fighters insurgent insurgents insurgency guerrilla guerrillas
    militants militant group groups faction movement front bloc organisation organization alliance union summit
    member members forces force army paramilitary paramilitaries paramilitary separatists jihadists jihadist
    commander commanders secretariat secretary council community states camp camps bases base armed terrorist
    terrorists ceasefire truce attack attacks offensive""".split()
)
