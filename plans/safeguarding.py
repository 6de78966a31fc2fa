"""Words that may speak of abuse or neglect. They are never weighed up in a plan: whoever reads them is shown who helps.

The list is short and plain on purpose, in both languages. A page that points to help once too often does no harm, and
nothing is kept, counted or sent because of a word.
"""

from __future__ import annotations

import re

_HURT = r"hit|hits|hitting|hurt|hurts|hurting|beat|beats|slap|slaps|slapped|kick|kicks|kicked|punch|punched|punches"
_WRONG = r"threaten|threatens|threatened|bully|bullies|bullied|starve|starves|starved|force|forces|forced"
_SPEAKS_OF_HARM = re.compile(
    rf"""\b(?:
        abus(?:e|es|ed|ing|ive) | neglect(?:s|ed|ing)? | rape[ds]? | assault(?:s|ed)?
        | (?:{_HURT}|{_WRONG}) \s+ (?:me|him|her|them)
        | (?:touch|touches|touched) \s+ (?:me|him|her|them)
        | lock(?:s|ed)? \s+ (?:me|him|her|them) \s+ (?:in|out|up)
        | (?:steal|steals|stole|stealing) \s+ from \s+ (?:me|him|her|them)
        | (?:take|takes|took|taking) \s+ (?:my|his|her|their) \s+ money
        | cam-?dri[nw]\w* | gam-?dri[nw]\w* | ngham-?dri[nw]\w* | (?:hes|es)geulus\w* | threisi\w* | dreisi\w*
        | f[yi]'?n?\s+(?:m?[bm]rifo|nharo|tharo|mygwth|nghuro|nghloi|nghicio) | brifo\s+fi | dwyn\s+(?:oddi|fy)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def speaks_of_harm(words: str) -> bool:
    """Whether words may speak of abuse or neglect, in English or Welsh."""
    return bool(_SPEAKS_OF_HARM.search(words.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))
