"""A picture for words, where they name something that has one. It only ever stands beside the words."""

from __future__ import annotations

import re

# Words in both languages (Welsh with the changes at its beginning that are common), by the idea of the picture.
WORDS_OF = {
    "swim": "swim swimming pool nofio pwll",
    "walk": "walk walking walks cerdded gerdded tro",
    "run": "run running jog rhedeg redeg",
    "gym": "gym exercise campfa gampfa ymarfer",
    "dance": "dance dancing ballroom dawns dawnsio ddawnsio",
    "sing": "sing singing choir canu ganu côr gôr",
    "music": "music band gig concert cerddoriaeth gerddoriaeth cyngerdd",
    "guitar": "guitar bass gitâr bas",
    "sport": "football rugby sport match pêl-droed rygbi gêm",
    "bowling": "bowling bowls bowlio fowlio",
    "bike": "bike cycling cycle beic beicio feicio",
    "garden": "garden gardening allotment gardd ardd garddio arddio rhandir",
    "cook": "cook cooking bake baking coginio goginio pobi",
    "food": "lunch dinner meal supper breakfast cinio ginio swper brecwast pryd",
    "tea": "tea coffee café cafe te paned baned coffi goffi caffi gaffi",
    "drink": "pub tafarn dafarn",
    "cake": "cake cakes birthday cacen gacen",
    "cinema": "cinema film films sinema ffilm",
    "theatre": "theatre stage theatr llwyfan drama",
    "tv": "television tv telly teledu deledu",
    "book": "book books library read reading llyfr llyfrau lyfrau llyfrgell lyfrgell darllen ddarllen",
    "art": "art paint painting draw drawing celf gelf paentio baentio peintio",
    "craft": "craft knitting knit sewing crefft crefftau gwau gwnïo",
    "game": "game games quiz gemau cwis",
    "church": "church chapel eglwys capel gapel",
    "mosque": "mosque mosg",
    "temple": "temple teml",
    "shop": "shop shops shopping market siop siopa farchnad marchnad",
    "town": "town city tref dref dinas",
    "beach": "sea beach seaside swansea môr traeth draeth",
    "mountain": "mountain hill hills mynydd fynydd bryn",
    "tree": "park woods wood parc barc coed goed coedwig",
    "train": "train trains trên trenau drên",
    "bus": "bus buses bws bysiau",
    "plane": "fly flying plane abroad hedfan awyren dramor",
    "holiday": "holiday holidays away gwyliau wyliau",
    "school": "college class course school coleg goleg dosbarth cwrs ysgol",
    "work": "work job gwaith waith swydd",
    "dog": "dog dogs ci cŵn",
    "cat": "cat cats cath gath cathod",
    "horse": "horse horses riding ceffyl geffyl marchogaeth",
    "bath": "bath baddon",
    "shower": "shower cawod gawod",
    "sleep": "lie-in sleep nap bed cysgu gysgu gwely wely",
    "phone": "phone call ring ffôn ffonio",
    "friends": "friend friends ffrind ffrindiau",
    "family": "family mum dad gran sister brother teulu deulu mam nain mamgu chwaer brawd",
    "doctor": "doctor gp meddyg feddyg",
    "tooth": "dentist deintydd ddeintydd",
    "home": "home house adref cartref gartref tŷ",
    "quiet": "rest quiet alone gorffwys llonydd",
}
IDEA_OF = {word: idea for idea, words in WORDS_OF.items() for word in words.split()}


def picture_for(words: str) -> str:
    """The idea of the first word that has a picture ("Swimming with Max": swim), or nothing."""
    found = (IDEA_OF.get(word) for word in re.findall(r"[\w-]+", words.lower()))
    return next((idea for idea in found if idea), "")
