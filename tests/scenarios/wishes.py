"""Invented wishes, reasons and words, in the voices of many people, for a council's worth of plans."""

from __future__ import annotations

from dataclasses import dataclass

from plans.enums import OutcomeNow


@dataclass(frozen=True)
class Wish:
    """What somebody wants, the place of life it is about, and the barriers that often stand before it."""

    place: str
    words: str
    why: str
    barriers: tuple[str, ...] = ()
    welsh: bool = False


FIRST_NAMES = (
    "Aled", "Amina", "Angharad", "Arthur", "Bethan", "Brenda", "Carys", "Catrin", "Chidi", "Claire", "Colin", "Daniel",
    "Delyth", "Derek", "Dilys", "Dylan", "Eira", "Eleri", "Emyr", "Farah", "Gareth", "George", "Glenys", "Grace",
    "Gwilym", "Hana", "Harri", "Hywel", "Ifan", "Imran", "Irene", "Jamal", "Janet", "Joan", "Kwame", "Leanne", "Llinos",
    "Lowri", "Malcolm", "Mariam", "Megan", "Mei", "Mohan", "Nerys", "Norman", "Olwen", "Owain", "Pauline", "Peter",
    "Rhian", "Rhys", "Rohan", "Rosie", "Ruth", "Samira", "Sian", "Stephen", "Sunil", "Tariq", "Tegan", "Vera", "Wyn",
)  # fmt: skip
LAST_NAMES = (
    "Adams", "Ahmed", "Bevan", "Brown", "Chowdhury", "Clarke", "Cooper", "Davies", "Edwards", "Ellis", "Evans", "Foster",
    "Griffiths", "Harris", "Hughes", "James", "Jenkins", "Jones", "Khan", "Lewis", "Lloyd", "Mensah", "Morgan", "Morris",
    "Okafor", "Owen", "Parry", "Patel", "Powell", "Price", "Pugh", "Roberts", "Singh", "Smith", "Thomas", "Walker",
)  # fmt: skip

WISHES = (
    Wish("people", "I want to see Dev every week, not just at Christmas", "He makes me laugh", ("TRN", "STA")),
    Wish("people", "I would like a girlfriend", "Everyone else my age has somebody", ("ATT", "REL")),
    Wish("people", "To ring my brother in Leeds on a Sunday", "He is all the family I have left", ("COM",)),
    Wish("people", "Make a friend who is not paid", "Staff go home at 8", ("REL", "PLA")),
    Wish("people", "Go to choir and stay for the chat after", "The bus goes at half past six", ("TRN",)),
    Wish("people", "Find my old mates from the factory", "We worked there 20 years", ("REL",)),
    Wish("people", "Have my niece to stay", "She is 7 and she likes my cat", ("HOU", "RUL")),
    Wish("people", "Be at my sister's wedding as a guest, not with a carer beside me", "It is her day", ("STA",)),
    Wish(
        "people",
        "I want people to knock on my door for a cup of tea",
        "It used to be like that on our street",
        ("HOU",),
    ),
    Wish("day", "Go swimming on Tuesday and Friday", "I feel light in the water", ("TRN", "PLA")),
    Wish("day", "A job in a garage, even one morning", "I know cars", ("JOB", "MON")),
    Wish("day", "Get up when I like on a Sunday", "The rota says 8", ("STA",)),
    Wish("day", "Stay out after 10 at night", "The band starts at 9", ("STA", "TRN")),
    Wish("day", "Cook my own tea three times a week", "I am good at curry", ("RUL", "ATT")),
    Wish("day", "Help at the dog rescue", "Dogs like me", ("TRN", "JOB")),
    Wish("day", "Do the allotment again", "Forty years I had that plot", ("TRN", "HEA")),
    Wish("day", "Go to college to do hair and beauty", "I do my mum's hair", ("JOB", "ATT")),
    Wish("day", "Get to the match when we play at home", "I have been going since I was 6", ("TRN", "MON")),
    Wish("day", "Learn to use my tablet properly", "I want to see my grandchildren on it", ("COM",)),
    Wish("day", "Have something on at the weekend", "Weekends are long", ("PLA", "STA")),
    Wish("home", "My own flat with my own front door", "I am 34 and I share with four men I did not pick", ("HOU",)),
    Wish("home", "Choose who I live with", "We do not get on and nobody asked", ("HOU", "VOI")),
    Wish("home", "Live near Mum, not on top of her", "She is not getting younger", ("HOU",)),
    Wish("home", "Stay in my own house as long as I can", "I was born in that bedroom", ("STA", "HEA")),
    Wish("home", "Have the step done so I can get to the garden", "It has been 14 months", ("HOU", "RUL")),
    Wish("home", "Paint my room purple", "It is magnolia everywhere", ("RUL",)),
    Wish("home", "Have a cat", "They said no pets", ("HOU", "RUL")),
    Wish("home", "A shower I can get into by myself", "I want my dignity", ("HOU",)),
    Wish("home", "Not to have new faces in my kitchen every week", "I do not know who has my key", ("STA",)),
    Wish("dreams", "See the sea again", "I have not been since 2016", ("TRN", "MON")),
    Wish("dreams", "Go on a plane", "I have never been up in one", ("MON", "ATT")),
    Wish("dreams", "Be on the radio", "I know every song from 1985", ("ATT",)),
    Wish("dreams", "Learn to drive a narrowboat", "Dad had one", ("MON", "RUL")),
    Wish("dreams", "Get married", "We have been together six years", ("ATT", "MON")),
    Wish("dreams", "Show my paintings in the library", "Nobody sees them in my room", ("PLA",)),
    Wish("dreams", "Write down my life for the great grandchildren", "They should know about the pit", ("COM",)),
    Wish("dreams", "Vote, and understand what I vote for", "It is my country too", ("COM", "VOI")),
    Wish("health", "See the dentist without being put to sleep", "I can do it if they go slow", ("HEA",)),
    Wish("health", "Lose the weight my tablets put on", "I used to play football", ("HEA",)),
    Wish("health", "Have the same nurse each time", "I have told it twelve times", ("HEA", "STA")),
    Wish("health", "Sleep through the night", "Pain wakes me", ("HEA",)),
    Wish("health", "Walk to the shop with my stick, on my own", "Since the fall they will not let me", ("ATT", "HEA")),
    Wish("health", "Somebody to talk to about my nerves", "The list is a year long", ("HEA",)),
    Wish("health", "Have my health check and be told what it says", "They talk to my mum, not me", ("COM", "HEA")),
    Wish("health", "Get my wheelchair fixed", "It has been on one brake since spring", ("HEA", "TRN")),
    Wish("health", "One weekend in six with no caring", "I love him and I am tired", ("CAR",)),
    Wish("meeting", "Chair my own meeting", "It is about me", ("VOI",)),
    Wish(
        "meeting", "Not have meetings in the office upstairs", "I cannot get there and I do not like it", ("PLA", "VOI")
    ),
    Wish("meeting", "Say who comes", "There were 11 people last time and I knew 4", ("VOI",)),
    Wish("meeting", "Have things in pictures before the day", "Then I can think about it", ("COM",)),
    Wish("meeting", "Have my advocate with me", "She waits until I have finished", ("COM", "VOI")),
    Wish("meeting", "People to do what they said they would do", "They write it down and then nothing", ("RUL", "STA")),
    Wish("money", "Know how much I have got to spend", "It is in a book in the office", ("MON",)),
    Wish("money", "Save for a good telly", "The big match", ("MON",)),
    Wish("money", "Pay my own helper", "I want Kelly, and she wants to work for me", ("MON", "RUL")),
    Wish("money", "Work more hours and not lose my benefits", "They frighten you with letters", ("JOB", "MON")),
    Wish("money", "Have my own bank card", "I am 41", ("MON", "ATT")),
    Wish("me", "People to know I am funny, not only poorly", "My notes are all about fits", ("ATT",)),
    Wish("me", "Wear what I like", "I am not a child", ("ATT",)),
    Wish("me", "Go to chapel on a Sunday", "I always did", ("TRN", "STA")),
    Wish("me", "Be asked first", "They look at my mum when they ask", ("ATT", "VOI")),
    Wish("me", "New staff read my one page before they start", "It says it all", ("STA",)),
    Wish("people", "Cael paned gyda Mair bob wythnos", "Mae hi'n gwneud i mi chwerthin", ("TRN",), welsh=True),
    Wish("people", "Gweld fy chwaer yn amlach", "Mae hi'n byw yn y Bala", ("TRN", "STA"), welsh=True),
    Wish("day", "Mynd i'r côr a chanu tenor", "Dw i wedi canu ers yr ysgol", ("TRN",), welsh=True),
    Wish("day", "Gwaith ar fferm, hyd yn oed un bore", "Dw i'n nabod defaid", ("JOB", "TRN"), welsh=True),
    Wish("home", "Byw yn fy nghartref fy hun", "Dw i eisiau fy nrws ffrynt fy hun", ("HOU",), welsh=True),
    Wish("home", "Staff sy'n siarad Cymraeg gyda fi yn y gegin", "Dyna iaith y tŷ erioed", ("COM", "STA"), welsh=True),
    Wish("dreams", "Mynd i'r Eisteddfod am wythnos gyfan", "Dim ond am ddiwrnod es i", ("MON", "TRN"), welsh=True),
    Wish("health", "Siarad Cymraeg â'r meddyg", "Mae'n haws dweud ble mae'r boen", ("COM", "HEA"), welsh=True),
    Wish("meeting", "Cael y cyfarfod yn Gymraeg", "Dw i'n meddwl yn Gymraeg", ("COM", "VOI"), welsh=True),
    Wish("money", "Talu fy nghynorthwyydd fy hun", "Dw i eisiau dewis", ("MON", "RUL"), welsh=True),
    Wish("me", "Mynd i'r capel bob Sul", "Mae'n rhan ohonof i", ("TRN",), welsh=True),
)

ORDER = [
    OutcomeNow.NOT_STARTED, OutcomeNow.UNDER_WAY, OutcomeNow.SOME_CHANGE, OutcomeNow.HAPPENED, OutcomeNow.CHANGED_MIND,
    OutcomeNow.STUCK,
]  # fmt: skip
# How often each answer is told, by place of life: friends go well in this area, homes and money do not.
LIKELY = {
    "people": [10, 20, 26, 26, 4, 14],
    "day": [12, 24, 22, 22, 5, 15],
    "home": [14, 24, 12, 8, 3, 39],
    "dreams": [22, 30, 14, 12, 6, 16],
    "health": [10, 26, 18, 14, 3, 29],
    "meeting": [8, 18, 28, 30, 2, 14],
    "money": [16, 24, 16, 10, 3, 31],
    "me": [10, 22, 26, 22, 3, 17],
}
LIKELY_BEFORE = [18, 28, 20, 12, 3, 19]
CHANGE_WORDS = {
    OutcomeNow.NOT_STARTED: ("Nobody has asked me about it yet.", "Not yet. I still want it.", ""),
    OutcomeNow.UNDER_WAY: ("We have a date.", "Jo is finding out.", "I have filled in the form with my sister.", ""),
    OutcomeNow.SOME_CHANGE: ("It is better than it was.", "I have been twice.", "Mae'n well nag oedd.", ""),
    OutcomeNow.HAPPENED: ("I did it.", "It happened and it was grand.", "Fe wnes i fe!", "I go every week now."),
    OutcomeNow.CHANGED_MIND: ("I tried it and it is not for me.", "I want something else now."),
    OutcomeNow.STUCK: ("They said wait.", "Same as last year.", "Nothing moves.", "Dim byd eto."),
}
BARRIER_WORDS = {
    "TRN": ("The last bus goes at 7", "No bus on a Sunday", "I need somebody with me on the train"),
    "HOU": ("There is nowhere to go", "The list is three years", "Waiting for a grant"),
    "STA": ("A new face each week", "Nobody works after 8", "Not enough hours"),
    "HEA": ("A year on the list", "They do not go slow"),
    "MON": ("I am afraid to lose my benefits", "It costs too much"),
    "ATT": ("They say I cannot", "People stare"),
    "COM": ("The letters are too hard", "Neb yn siarad Cymraeg"),
}
