"""What Sam says in every other tool of a plan about Sam, so that a demo shows each one filled. Only through actions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from people.actions import start_person
from people.actors import system
from people.models import User
from plans import actions
from plans.enums import PlanFor
from plans.models import Part, Plan
from plans.tools import TOOLS
from plans.tools.declaration import Question
from tests.scenarios.people import World, email_of

Said = str | tuple[str, ...]  # words of an answer, or the cells of a row in the order of its question
YEAR = timezone.localdate().year

SAID: dict[str, dict[str, tuple[Said, ...]]] = {
    "decision_agreement": {
        "rows": (
            ("What I wear and eat", "I pick each day", "me", "", "", f"{YEAR - 9}-05-01", "", "Each birthday"),
            ("Where my money goes", "I say what I want, Meg does the bank", "me_with_help", "Meg", "", f"{YEAR - 1}-10-23",
             "I want my own card", "In spring"),
            ("My tablets", "The nurse shows me, then I say yes or no", "me_with_help", "Nurse Carol", "", "", "", ""),
            ("Who comes into my flat at night", "They ask me first", "someone_else", "The landlord", "It is in the lease", "",
             "I want a key chain of my own", "At my meeting"),
        ),
    },
    "decision_profile": {
        "give_info": ("Show me. Photos are best.", "Tell me one thing at a time."),
        "show_choices": ("Two at once, not ten.",),
        "help_understand": ("Let me try it first.", "Come back and ask again tomorrow."),
        "best_time": ("After my tea, before the radio show.",),
        "bad_time": ("When I have just woken up.",),
        "who_helps": (("Bea", "helps", "She waits until I am done"), ("Dev", "if_i_ask", "He makes me laugh first"),
                      ("Uncle Ray", "not_them", "He answers for me")),
        "how_i_say": ("Yes is a thumb up. No is my hand flat.", "Not sure: I look at the door."),
    },
    "decisions_now": {
        "me": ("What I wear", "What I spend on records", "When I go to bed"),
        "with_help": ("What I eat on work days", "Where I go on holiday"),
        "others": ("Which helper comes", "What time the van leaves"),
        "want_back": ("Which helper comes",),
    },
    "doughnut": {
        "role": ("Jo, who helps me in the week",),
        "topic": ("Band practice on Thursdays",),
        "core": ("Be at my door by half past six.", "Know what to do if I have a fit."),
        "judgement": ("Which way we drive.", "Chips before, or chips after."),
        "not_ours": ("Who I fancy.", "How loud I play."),
    },
    "four_plus_one": {
        "topic": ("Getting home after band practice",),
        "tried": ("The number 14 bus.", "A taxi, two times."),
        "learned": ("The last bus goes at six.", "The taxi man knows the songs."),
        "pleased": ("I was never late for the start.",),
        "concerned": ("A taxi is nine pounds.",),
        "next": (("Ask Dev's dad for a lift", "Dev", "By Friday"), ("Ask for a taxi card", "Jo", "This month")),
    },
    "gifts": {
        "head": ("Every song from 1985", "The names of all the roses"),
        "hands": ("Playing bass", "Potting up a hundred plants before lunch"),
        "heart": ("The sea being clean", "Nobody sitting on their own"),
        "being": ("People sing along when I am there.",),
        "where_shared": (
            ("Potting up plants", "The school garden", "Miss Evans", "One morning a month"),
            ("Playing bass", "The Anchor", "Dev", "At the open mic"),
        ),
    },
    "hopes_dreams": {
        "hopes": (("Play on the pier in June", "soon"), ("Learn to drive a narrowboat", "next_year"),
                  ("A flat with a view of the sea", "one_day")),
        "why": ("I would wake up and hear the gulls.",),
        "fears": ("Being moved far from Dev.", "Nobody asking me."),
        "tiny_step": ("Look at boats with Dad's old book.",),
    },
    "learning_log": {
        "log": (
            (f"{YEAR}-03-02", "Swimming", "Max", "The quiet lane", "The showers are too loud", "Go at two, when it is calm"),
            (f"{YEAR}-03-09", "Swimming", "Max", "Two o'clock. I did four lengths.", "", "Two is the right time"),
            (f"{YEAR}-03-15", "Open mic at The Anchor", "Dev", "One song, then a rest", "The lights", "Stand at the side"),
        ),
    },
    "life_story": {
        "events": (
            ("1987", "I was born", "In the snow. Dad walked to the hospital.", "Mum", "Hafren", "5"),
            ("When I was little", "Grandad's boat", "We fed the ducks and I steered.", "Grandad Huw", "The canal", "5"),
            ("2004", "I left school", "Nobody asked what I wanted next.", "", "Hill School", "2"),
            ("2016", "I met Dev", "He had a bass. He let me hold it.", "Dev", "The Anchor", "5"),
        ),
        "ways": ("Music is how I pray.", "Sunday dinner is with family."),
        "hard_times": (("2019", "When Grandad died I was told last."),),
        "means_now": ("Tell me true things, and tell me first.",),
    },
    "maps": {
        "what_is_a_map": ("So that we know which way to walk.",),
        "history": (("2004", "I left school and stayed at home a year."), ("2016", "I joined the band.")),
        "dreams": ("A band that plays by the sea", "Work where I am paid"),
        "nightmares": ("A place where doors are locked.",),
        "who_am_i": ("Musician", "Grandson", "Funny"),
        "gifts": ("I keep time.", "I never forget a face."),
        "needs": ("A lift at nine.", "People who listen."),
        "action": (("Ask The Anchor for a date", "Dev", f"{YEAR}-12-01"), ("Find out about paid work", "Jo", f"{YEAR}-12-15")),
    },
    "matching": {
        "support_needed": (("Help me cook", "must_have"), ("A lift on Thursdays", "must_have"), ("Help with letters", "nice")),
        "skills": (("Knows what to do in a fit", "must_have"), ("Can drive", "must_have"), ("Signs a little", "nice")),
        "personality": (("Calm", "must_have"), ("Laughs a lot", "nice")),
        "shared_interests": ("Loud music", "The sea", "Gardens"),
        "not_a_match": ("Somebody always on the phone.",),
        "matches": (("Max", "yes", "Swimming, and old records"), ("Kelly", "not_yet", "Football")),
    },
    "path": {
        "dream": ("A stage on the pier, the sea behind us, everybody singing.",),
        "year_from": ("A sunny day next June",),
        "goals_year": ("We played five songs on the pier.", "I earned my own money for it."),
        "now": ("We play in the back room.", "I go home before the end."),
        "enrol": (("Dev", "Find us a drummer", "", "yes"), ("Miss Evans", "Lend us the school hall", "Mum", "not_asked")),
        "stay_strong": ("Practice each Thursday.", "Chips after."),
        "three_six": (("3", "Five songs we know by heart", "All of us"), ("6", "One night at The Anchor", "Dev")),
        "first_steps": (("Ask about the hall", "Mum", f"{YEAR}-12-04", "Dev"), ("Write down our five songs", "Me", f"{YEAR}-12-06", "Bea")),
        "words": ("Loud", "Happy"),
    },
    "positive_risk": {
        "what_i_want": ("I want to go home from practice on my own.",),
        "who_i_am": ("I know every stop on the 14.", "I ask when I am lost."),
        "why_it_matters": ("Dev goes home on his own. So can I.",),
        "who_thinks_with_me": (("Mum",), ("Dev",), ("Jo",)),
        "now": ("Jo walks behind me.",),
        "want": ("I walk, and I text when I am in.",),
        "tried_learned": ("We walked it five times. I led three.",),
        "worries": (("I have a fit on the way", "Mum", "hardly", "very"), ("Somebody takes my phone", "Jo", "sometimes", "bad")),
        "if_not": ("I stop going to practice.",),
        "ideas": (
            ("Walk with Dev to the corner, then alone", "9", "8", "I text at the corner", ""),
            ("A taxi each week", "5", "9", "The same driver", ""),
            ("Jo drives me home", "3", "10", "", ""),
            ("Stay at home", "0", "7", "", ""),
        ),
        "chosen": ("Walk with Dev to the corner, then alone.",),
        "who_decides": (("me",),),
        "first_try": ("Next Thursday, if it is dry",),
        "log": ((f"{YEAR}-03-12", "Walked from the corner", "Home by twenty past nine", "Phone was flat", "Charge it at tea"),),
        "stop_or_change_if": ("I have two fits in a month.",),
        "signed_by": (("Mum", "yes", "He showed me he can"), ("Jo", "yes", "")),
    },
    "staying_well": {
        "well": ("I hum and I sleep till seven.", "I make jokes."),
        "keeps_me_well": ("Tablets at eight.", "A walk by the sea."),
        "knocks_me": ("Three late nights.", "A new helper with no warning."),
        "signs": ("I stop humming.", "I do not want my tea."),
        "do": ("Turn things down. Sit near me.", "Ring Mum."),
        "do_not": ("Do not hold my arms.",),
        "after": ("A sleep, then toast.",),
        "what_if": (
            ("I have a fit", "Time it. Put me on my side. Over five minutes, ring 999.", "Anyone", "999", "Mum", f"{YEAR}-02-10"),
            ("Jo is ill", "Dev comes, or Mum does.", "Dev", "01632 960 014", "Mum", ""),
            ("I am lost", "I show my card and ring home.", "Me", "01632 960 011", "Bea", f"{YEAR}-04-01"),
        ),
        "who_holds_copy": (("Mum",), ("Jo",)),
    },
}  # fmt: skip
# What somebody else says in these tools, in their own voice.
BESIDE: tuple[tuple[str, str, str, str], ...] = (
    ("gifts", "being", "mum", "The house is brighter when Sam is in it."),
    ("staying_well", "signs", "mum", "He goes pale before a fit."),
    ("decisions_now", "with_help", "jo", "We look at the menu together."),
)
CARER: dict[str, dict[str, tuple[Said, ...]]] = {
    "my_caring": {
        "my_day": ("Up at six. I do Mam's tablets and her hair.", "Work from ten, home by three."),
        "i_miss": ("Swimming with my sister.",),
        "go_on": (("less",),),
        "able": (("with_help",),),
        "willing": (("some",),),
        "not_mine": ("I cannot lift Mam in the night.",),
        "a_break": ("A whole night's sleep.",),
        "parts_of_life": (
            ("work", "I had to leave early twice", "Set hours"),
            ("fun", "Nothing since June", "The choir"),
        ),
        "for_me": ("My sister rings on Sundays.",),
    },
}
YOUNG: dict[str, dict[str, tuple[Said, ...]]] = {
    "growing_up": {
        "learning": ("I like art. I do not like the bell.",),
        "friends_now": ("Ffion sits with me at lunch.",),
        "home_now": ("I have my own room now.",),
        "work_learning": ("Drawing for games.",),
        "home_independence": ("A flat with Ffion, near a shop.",),
        "friends_community": ("A drawing club.",),
        "health": ("The same nurse when I am 18.",),
        "after_16": (
            ("Art at college", "There is a quiet room", "Somebody on the first day", date(YEAR + 1, 3, 2).isoformat()),
        ),
        "travel": ("The bus to town by myself.",),
        "benefits": ("Who tells me about money when I am 16?",),
        "adult_team": (("Ms Harris", "Art college", "She rings on Fridays", date(YEAR + 1, 4, 2).isoformat()),),
        "invite": ("The lady from the college.",),
    },
}


def add_tools_2(world: World) -> None:
    """Sam's answers in every tool that is still empty, and words of mum and Jo beside them."""
    parts = {tool: _fill(world, "sam", world.sam.plan, tool, said) for tool, said in SAID.items()}
    for tool, field, who, words in BESIDE:
        _say(world, "sam", parts[tool], field, words, who=who)
    world.things.setdefault("parts", {}).update(parts)


def add_other_lives(world: World) -> None:
    """A carer and a young person, each with a plan of their own and the tool that is only for them."""
    for key, name, about, said in (
        ("rhian", "Rhian Moss", PlanFor.CARER, CARER),
        ("tia", "Tia Blake", PlanFor.YOUNG, YOUNG),
    ):
        world.users[key] = User.objects.create_user(email_of(key), name=name)
        person = start_person(
            by=system("demo"), preferred_name=name.split()[0], full_name=name, user=world.users[key],
            organisation=world.council, face=11,
        )  # fmt: skip
        plan = Plan.objects.create(person=person, about=about)
        for tool, answers in said.items():
            _fill(world, key, plan, tool, answers)


def _fill(world: World, who: str, plan: Plan, tool: str, said: dict[str, tuple[Said, ...]]) -> Part:
    part = actions.start_part(by=world.actor(who), plan=plan, tool=tool)
    for field, answers in said.items():
        for answer in answers:
            _say(world, who, part, field, answer)
    return part


def _say(world: World, writer: str, part: Part, field: str, answer: Said, who: str = "") -> None:
    question = TOOLS[part.tool].question(field)
    words, cells = (answer, None) if isinstance(answer, str) else ("", _cells(question, answer))
    actions.save_item(
        by=world.actor(writer), part=part, field=field, operation=uuid.uuid4(), text=words, cells=cells,
        said_by=world.connections[who] if who else None,
    )  # fmt: skip


def _cells(question: Question | None, values: Iterable[str]) -> dict[str, str]:
    assert question is not None
    return dict(zip((cell.key for cell in question.cells), values, strict=True))
