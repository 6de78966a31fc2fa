"""A print is tagged and complete, and can reach nothing but its own files."""

import http.server
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf
import pytest

from documents import rendering
from documents.errors import PrintError, RefusedAddressError
from documents.rendering import render_pdf
from tests.documents import photos_for_tests as given
from tests.documents import sample

PHOTO = given.saved(given.picture(900, 900), "JPEG")
FILES = {sample.FACE: lambda: (PHOTO, "image/jpeg")}


@pytest.fixture(scope="module")
def sample_pdf():
    return render_pdf(html=sample.page(), language="en-gb", files=FILES)


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def elements(element, kind) -> Iterator[pikepdf.Object]:
    if str(element.get("/S", "")) == kind:
        yield element
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield from elements(child, kind)


def test_pdfua_finds_nothing(sample_pdf, tmp_path):
    path = tmp_path / "sample.pdf"
    path.write_bytes(sample_pdf)
    report = pdfua.validate(path)
    assert list(report.findings) == []


def test_the_print_is_tagged_and_says_its_language_and_title(sample_pdf):
    with opened(sample_pdf) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Sam: my plan"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_each_picture_says_what_it_shows(sample_pdf):
    with opened(sample_pdf) as pdf:
        figures = list(elements(pdf.Root.StructTreeRoot, "/Figure"))
        said = {str(figure.get("/Alt", "")) for figure in figures}
    assert said == {"Sam, laughing", "Sam by the sea", "A sun over a line: mornings are good"}


def test_each_table_header_says_what_it_heads(sample_pdf):
    with opened(sample_pdf) as pdf:
        headers = list(elements(pdf.Root.StructTreeRoot, "/TH"))
        assert [str(header.A.Scope) for header in headers] == ["/Column"] * 3 + ["/Row"] * 2


def test_welsh_letters_have_their_own_shapes_and_every_font_is_embedded(sample_pdf):
    with opened(sample_pdf) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert all("Atkinson-Hyperlegible-Next" in font for font in fonts)
    assert any(font.endswith("Wider") for font in fonts)


def test_a_welsh_print_is_welsh():
    pdf = render_pdf(html=sample.page("cy"), language="cy", files=FILES)
    with opened(pdf) as document:
        assert str(document.Root.Lang) == "cy"


def test_a_print_without_a_title_is_a_fault():
    with pytest.raises(PrintError):
        render_pdf(html="<html lang=en><title></title><p>a", language="en-gb", files={})


def test_a_photo_is_asked_for_in_each_print_and_our_pictures_only_once():
    asked = []

    def photo():
        asked.append(1)
        return PHOTO, "image/jpeg"

    for _turn in range(2):
        render_pdf(html=sample.page(), language="en-gb", files={sample.FACE: photo})
    assert len(asked) == 2
    assert any(url.startswith("static:") for url in rendering._shared_pictures())
    assert not any(sample.FACE in str(url) for url in rendering._shared_pictures())


class Trap(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.caught.append(self.path)
        self.send_response(302)
        self.send_header("Location", "file:///etc/passwd")
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def trap():
    server = http.server.HTTPServer(("127.0.0.1", 0), Trap)
    server.caught = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


ADDRESSES = [
    "TRAP/x",
    "file://CANARY",
    "FILE://CANARY",
    "file:CANARY",
    "ftp://127.0.0.1/x",
    "data:text/plain,hello",
    "static:../pcp/settings.py",
    "static:print/../../pcp/settings.py",
    "static:/etc/passwd",
    "static:admin/css/base.css",
    "file-id:00000000-0000-4000-8000-000000000000",
    "file-id:../../etc/passwd",
    "gopher://127.0.0.1/x",
    "http://169.254.169.254/latest/meta-data/",
]
WAYS = [
    '<img src="{}" alt="a">',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<p><a rel="attachment" href="{}">a</a></p>',
    '<style>@import url("{}");</style>',
    '<style>p {{ background: url("{}") }}</style><p>a</p>',
    '<style>p::before {{ content: url("{}") }}</style><p>a</p>',
    '<style>li {{ list-style-image: url("{}") }}</style><ul><li>a</li></ul>',
    '<style>@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}</style><p>a</p>',
    '<p style="background: url({})">a</p>',
    '<svg viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>',
    '<svg viewBox="0 0 9 9" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{}" width="9" height="9"/></svg>',
]


def hostile(tmp_path, trap, way, address):
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-SECRET")
    address = address.replace("TRAP", f"http://127.0.0.1:{trap.server_port}").replace("CANARY", str(canary))
    return f"<html lang=en><head><title>t</title></head><body>{way.format(address)}</body></html>"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("way", WAYS)
def test_any_other_address_stops_the_print_and_nothing_is_fetched(way, address, tmp_path, trap):
    with pytest.raises(RefusedAddressError):
        render_pdf(html=hostile(tmp_path, trap, way, address), language="en-gb", files={})
    assert trap.caught == []


@pytest.mark.parametrize(
    "page",
    [
        '<base href="TRAP/"><img src="x.png" alt="a">',
        '<a href="file://CANARY">a link is only words</a>',
        '<a href="TRAP/">a link is only words</a>',
        '<img src="x.png" alt="a">',
        '<iframe src="file://CANARY"></iframe>',
        '<svg viewBox="0 0 9 9"><use href="file://CANARY#a"/></svg>',
        '<svg viewBox="0 0 9 9"><use href="TRAP/x.svg#a"/></svg>',
        '<script src="TRAP/x.js"></script>',
        '<meta http-equiv="refresh" content="0; url=TRAP/">',
        '<svg viewBox="0 0 9 9"><style>@import url("TRAP/x.css");</style><rect fill="url(TRAP/x#a)" width="9" height="9"/></svg>',
        '<svg viewBox="0 0 9 9"><rect filter="url(TRAP/x#a)" mask="url(TRAP/x#b)" width="9" height="9"/></svg>',
    ],
)
def test_other_ways_out_lead_nowhere(page, tmp_path, trap):
    html = hostile(tmp_path, trap, "{}", page)
    try:
        pdf = render_pdf(html=html, language="en-gb", files={})
    except RefusedAddressError:
        pdf = None
    assert trap.caught == []
    if pdf:
        with opened(pdf) as document:
            streams = b"".join(o.read_bytes() for o in document.objects if isinstance(o, pikepdf.Stream))
            assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert b"CANARY-SECRET" not in streams


def test_a_drawing_among_the_photos_cannot_reach_out_either(tmp_path, trap):
    html = hostile(tmp_path, trap, '<img src="{}" alt="a">', f"file-id:{sample.FACE}")
    inner = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:{trap.server_port}/x"/></svg>'
    with pytest.raises(RefusedAddressError):
        render_pdf(html=html, language="en-gb", files={sample.FACE: lambda: (inner.encode(), "image/svg+xml")})
    assert trap.caught == []


def test_headings_and_words_are_large_enough_to_read():
    from django.contrib.staticfiles import finders

    css = Path(finders.find(rendering.STYLESHEET)).read_text(encoding="utf-8")
    assert "font: 15pt" in css
    assert "h2 { font-size: 22pt" in css
    assert "hyphens: none" in css
