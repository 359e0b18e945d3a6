"""Closed lists of words that the rules look for around a name."""

from __future__ import annotations

__all__ = [
    "AFTER_LANGUAGE", "BEFORE_MONTH", "BEFORE_PRONOUN", "COMMON_CAPITALS", "ENGLISH_NAMES", "FELT", "FIRST_NAMES", "FLYING", "FUNCTION", "GOVERNING", "GROUP_WORDS",
    "MEETING", "MONTHS", "NOT_PERSON", "SHOUTED_WORDS", "SPEAKING", "SPORT", "STATE_NOUNS", "TITLES", "VENUE_NOUNS",
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
    zulfiqar asif bilawal murtaza cherie jenna neil lara eric donald
    rosa danny natasha boris ivan olga anna carlos maria juan luis jorge pablo elena lucia giulia marco luca antonio
    hans klaus greta sven lars ingrid yuki kenji hiroshi mei wei jun min-ho priya arjun deepak fatima aisha yusuf
    ibrahim kofi kwame amara chidi thabo nelson winnie florence adele beyonce rihanna drake taylor kim kourtney kris
    martin simon philippe jacques henri claire louise sophie emmanuelle hugo oscar felix max leo theo walt carla
    ellen alec hailey kendall brooke paige ireland brooklyn dakota carolina savannah""".split()
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
#: Before "in" and a capital: what makes it the scene of a meeting or a journey.
MEETING = frozenset(
    """talks summit conference meeting meetings meet met negotiations signed sign signing sealed agreed gathered
    hosted hotel hotels embassy embassies mission missions ambassador ambassadors consulate consul envoy diplomat
    diplomats airport session held hold ceremony arrived arriving arrive landed land landing born lived living lives
    exile refuge studied prison court judges prosecutor celebrated inauguration station bases base stationed house
    office offices held rally march stadium match marathon concert museum representative delegation delegations
    speaking spoke speech told rented stayed dinner lunch tribunal prefect residence villa grew students secretariat
    headquarters headquartered based founded trained buried arrested killed shot""".split()
)
#: Before "in" and a capital: how a power takes something.
FELT = frozenset(
    """welcomed condemned resented hated feared distrusted trusted flattered read heard seen viewed noted noticed
    watched received greeted regarded understood suspected applauded denounced forgotten forgiven decided nobody
    noone everyone everybody many some few most somebody someone people those fear fears coup putsch ask asked tears
    eyebrows cheers ears friend friends champion patron brother sister hosts view counsels calculated interest
    appetite change junta putschists doubts columnists observers commentators analysts critics belief thinking
    voices hated prized loved mourned cheered rejoiced grumbled""".split()
)
#: Before "to" or "from" and a capital: movement of persons, not of states.
FLYING = frozenset("flight flights jets jet airline tickets train trains bus tourists commuters".split())
#: Capitalised words after a state's name that do not make it a person's given name.
STATE_NOUNS = frozenset(
    """army navy air government parliament president prime minister king court supreme central bank police border
    embassy foreign defence defense cabinet republic ambassador security national state group delegation tv
    team""".split()
)
#: Words that are actors' abbreviations only where not everything is in capitals.
SHOUTED_WORDS = frozenset(
    "WHO IT CAN AA IS MOD MIT RAW OUN GUAM GAM DIA ARF ABW ATA TIP LET PET MAP FAR FACT MEND ELF DAS GIA".split()
)
#: Words after which "US" in a line of capitals is the pronoun.
BEFORE_PRONOUN = frozenset(
    """tell tells told give gives gave let lets help helps of for to with from about between among behind all both
    join leave save show teach make makes made against""".split()
)
#: Leaders' short names that are words, firms or given names first: never alone.
ENGLISH_NAMES = frozenset(
    """may major king brown park ford bush rice begin rose young long prince baker hope church moon sun li an do ban hun
    ma wu day grant church clark bell stone rock field wood cook fox bishop marshall gates bill jack house hunt power
    powers savage sharp short small strong sweet swift white black green gray grey price pence gore law lake ko he
    hong lam lee khan ali hu kim singh santos silva ramos garcia perez lopez cruz reyes jordan chad israel paris
    alexander francis benedict john paul george william charles albert felipe harald carl""".split()
) - {"khan", "ali", "hu", "kim", "singh", "lee", "santos", "moon", "bush"}
#: Words of the sports pages: among them the names of states are teams.
SPORT = frozenset(
    """semi final semifinal semifinals quarterfinal quarterfinals striker strikers midfielder midfield goalkeeper
    winger defender equaliser equalised goalless penalty penalties footballers football footballer soccer cricket
    cricketers rugby hockey innings wicket wickets batsman batsmen bowler bowled scrum tries touchdown kickoff halftime
    coach coached squad qualifier qualifiers qualifying medallist medallists medal medals gold silver bronze stoppage
    extra substitute hat trick play plays playing match matches tournament championship championships world cup pitch
    stadium teammates fixture fixtures scored scorer goals goal basketball handball volleyball tennis chess
    swimmers sprinters marathon""".split()
) - frozenset("final extra world gold silver medal medals play plays playing hat trick semi substitute goal goals chess".split())
#: Before the name of a language.
SPEAKING = frozenset("in speak speaks spoke speaking spoken fluent learn learned learnt taught teaches teach translated good bad poor perfect broken excellent into".split())
#: Words that may follow the name of a language.
AFTER_LANGUAGE = frozenset(
    """and or but at with from in as when better fluently badly since for to well only than rather alone too again who
    which that before after while""".split()
)
#: Words before a month.
BEFORE_MONTH = frozenset("in since by until till from last next this early late mid of through during on".split())
COMMON_CAPITALS = FUNCTION | TITLES | MONTHS
