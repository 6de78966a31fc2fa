import re, html, json
import pytest
from html.parser import HTMLParser
from tests.access.conftest import whole_world  # noqa
from tests.access.knocking import client_for, path_to
from tests.access.personas import PERSONAS
from tests.access.table import DOORS
pytestmark = pytest.mark.django_db

class Texts(HTMLParser):
    def __init__(self):
        super().__init__(); self.out=[]; self.skip=0
    def handle_starttag(self,t,a):
        if t in("script","style"): self.skip+=1
        for k,v in a:
            if k in("alt","title","placeholder","aria-label") or k.startswith("data-") and v and " " in v: self.out.append(v)
    def handle_endtag(self,t):
        if t in("script","style"): self.skip-=1
    def handle_data(self,d):
        if not self.skip and d.strip(): self.out.append(" ".join(d.split()))
def texts(r):
    if not r.get("Content-Type","").startswith("text/html"): return []
    p=Texts(); p.feed(r.content.decode()); return p.out
def test_crawl(whole_world):
    same={}; n=0; langs=set()
    for name in PERSONAS:
        c=client_for(whole_world,name)
        for route in sorted(DOORS):
            if "GET" not in DOORS[route][0].methods: continue
            try: path=path_to(whole_world,route)
            except Exception as e: continue
            c.cookies["language"]="en-gb"; en=c.get(path)
            c.cookies["language"]="cy"; cy=c.get(path)
            if cy.status_code!=200: continue
            a=set(texts(en)); b=texts(cy); n+=1
            m=re.search(r'<html lang="([^"]+)"',cy.content.decode(errors="ignore")) if b else None
            if m: langs.add((m.group(1)))
            for t in b:
                if t in a and re.search(r"[A-Za-z]{3}",t): same.setdefault(t,set()).add(route)
    open("/tmp/crawl.txt","w").write("\n".join(f"{t}\t{sorted(r)[:4]}" for t,r in sorted(same.items())))
    print(n,langs)
