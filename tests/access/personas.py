"""Who knocks at every door. Each is somebody of the example world, so a reader knows who must be refused."""

from __future__ import annotations

ANONYMOUS = "anonymous"

PERSONAS: dict[str, str] = {
    ANONYMOUS: "nobody is signed in",
    "sam": "the person whose plan it is",
    "mum": "circle: may look and suggest on chosen parts",
    "dev": "circle: may look at one part",
    "bea": "independent advocate, with nothing shared",
    "jo": "support worker paid to help, may look at one part",
    "attorney": "attorney for money, and for nothing else",
    "dad": "was in the circle and was taken off",
    "nia": "facilitator assigned to Sam",
    "priya": "team manager of Sam's council",
    "morgan": "panel member of Sam's council",
    "ravi": "finance officer of Sam's council",
    "olu": "administrator of Sam's council",
    "far": "facilitator of another council",
    "board": "member of the partnership board",
    "other": "another person with a plan of their own",
    "stranger": "signed in, tied to nobody",
}
SIGNED_IN = tuple(name for name in PERSONAS if name != ANONYMOUS)
STAFF = ("nia", "priya", "morgan", "ravi", "olu", "far")
