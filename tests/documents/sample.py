"""A print with a bit of everything: two parts, a photo, a drawing, a table, other people's words."""

from datetime import date

from django.template import engines
from django.utils import translation

TEMPLATE = """{% extends "print/base.html" %}
{% block body %}
<section class="chapter place-about_me">
{% include "print/_head.html" with title="I am Sam" kicker="My one-page profile" say="Call me Sam. Not Samuel." face_id=face face_alt="Sam, laughing" only %}
<section class="section"><div class="mark"></div><h2>What people like about me</h2>
<ul><li>I make people laugh.</li><li>I know a lot about music.</li><li>Dw i’n hoffi tŷ Mam a’r dŵr.</li></ul></section>
<section class="section tint"><div class="mark"></div><h2>What matters to me</h2>
<ul><li>Choir on Monday. I sing at the front.</li><li>Tea with two sugars, in my blue cup.</li></ul>
<div class="voice voice-family"><p class="who">Mum says</p><p>Sam is happiest by the sea.</p></div>
<div class="voice"><p class="who">Jo Evans, social worker, says</p><p>Sam plans the bus trip alone.</p></div></section>
<figure class="photo"><img src="file-id:{{ face }}" alt="Sam by the sea"><figcaption>Me by the sea</figcaption></figure>
</section>
<section class="chapter place-my_day">
{% include "print/_head.html" with title="My day" kicker="Sam’s plan" only %}
<section class="section"><div class="mark"></div><h2>My week</h2>
<div class="drawing"><svg viewBox="0 0 200 60" role="img"><title>A sun over a line: mornings are good</title><path d="M60 50a40 40 0 0 1 80 0z" fill="#7a2e0c"/><text x="70" y="58" font-size="6" font-family="Atkinson Hyperlegible Next">morning</text></svg></div>
<table><caption>What happens when</caption><thead><tr><th>Day</th><th>Morning</th><th>Evening</th></tr></thead>
<tbody><tr><th>Monday</th><td>Work</td><td>Choir</td></tr><tr><th>Sunday</th><td>Rest</td><td>Mum’s house</td></tr></tbody></table>
</section></section>
<section class="chapter place-my_people">
{% include "print/_head.html" with title="My people" kicker="Sam’s plan" only %}
<section class="section"><div class="mark"></div><h2>Close to me</h2><p>Mum, Max and Dev.</p></section>
</section>
{% endblock %}"""

FACE = "3f1e7a52-0f3c-4a86-9d3e-5c1f9f0f2a11"


def page(language="en-gb", **more):
    """The sample as one HTML page."""
    context = {
        "language": language,
        "title": "Sam: my plan",
        "name": "Sam",
        "for_whom": "Jo and Max",
        "made_on": date(2026, 6, 2),
        "version": 6,
        "ask_again_after": date(2026, 12, 1),
        "can_see": "Jo and Max only",
        "face": FACE,
    } | more
    with translation.override(language):
        return engines["django"].from_string(TEMPLATE).render(context)
