// Builds what ../static serves from what stands here: the stylesheet, the picture sprite and the typeface.
// The same sources always give the same bytes; static/css/build.json records both sides for the test.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const site = join(here, "..", "static");
const modules = join(here, "node_modules");
const read = (...path) => readFileSync(join(...path), "utf8");

const ENDS = ' stroke-linecap="round" stroke-linejoin="round"';
const SOURCES = {
  openmoji: { folder: "openmoji/black/svg", source: "OpenMoji", licence: "CC BY-SA 4.0", box: "3 3 66 66", line: "" },
  healthicons: { folder: "healthicons/public/icons/svg/outline", source: "Health Icons", licence: "MIT", box: "3 3 42 42", line: ' stroke="currentColor" stroke-width=".5"' },
  drawn: { folder: null, source: "Drawn for this project", licence: "AGPL-3.0-or-later", box: null, line: ' stroke-width="3.6"' },
};

/** The drawing inside one svg file, in one colour, with its line width left to the page. */
function drawing(text) {
  return text
    .replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->|<title>[\s\S]*?<\/title>/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
    .replace(/ (id|class|stroke-linecap|stroke-linejoin|stroke-miterlimit|xmlns|data-name)="[^"]*"/g, "")
    .replace(/ stroke-width="(?!0)[^"]*"/g, "")
    .replace(/(fill|stroke)="(#000|#000000|black|#333|#333333)"/gi, '$1="currentColor"')
    .replace(/(\.\d\d)\d+/g, "$1") // two decimals are finer than any screen
    .replace(/>\s+</g, "><")
    .replace(/<g><\/g>/g, "")
    .trim();
}

/**
 * One symbol of the sprite. OpenMoji's lines inherit the page's stroke width, so that small pictures can be drawn
 * bolder; our own signs are always bold; Health Icons are filled outlines, which a hair of stroke makes as heavy.
 */
function symbol(name, text, { box, line }) {
  const seen = box ?? text.match(/viewBox="([^"]+)"/)[1];
  return `<symbol id="${name}" viewBox="${seen}"><g fill="currentColor"${line}${ENDS}>${drawing(text)}</g></symbol>`;
}

/** The symbol of one idea, and what the site knows of it. */
function picture(name, [place, en, cy]) {
  const [set, file] = place.split(":");
  const { folder, source, licence } = SOURCES[set];
  const text = folder ? read(modules, folder, `${file}.svg`) : read(here, "drawn", `${file}.svg`);
  return { drawn: symbol(name, text, SOURCES[set]), about: { en, cy, source, licence } };
}

const CREDIT = "Pictures: OpenMoji, CC BY-SA 4.0 (one colour, line width from the page); Health Icons, MIT; own drawings. See LICENCE.txt";
const sheet = (symbols) => `<svg xmlns="http://www.w3.org/2000/svg"><!-- ${CREDIT} -->\n${symbols.join("\n")}\n</svg>\n`;
const inOrder = (ideas) => Object.keys(ideas).sort().map((name) => [name, ideas[name]]);

/**
 * The pictures of the interface are one sheet, which every page has. The others are found by a word: each is a file of
 * its own, so that a page pays for the few that it shows.
 */
function buildPictures() {
  const symbols = [];
  const list = {};
  for (const [name, idea] of inOrder(JSON.parse(read(here, "pictures.json")))) {
    const { drawn, about } = picture(name, idea);
    symbols.push(drawn);
    list[name] = about;
  }
  for (const file of readdirSync(join(here, "drawn")).sort().filter((file) => file.startsWith("shape-"))) {
    symbols.push(symbol(file.replace(".svg", ""), read(here, "drawn", file), SOURCES.drawn));
  }
  write("img/pictures.svg", sheet(symbols));
  rmSync(join(site, "img", "found"), { recursive: true, force: true });
  mkdirSync(join(site, "img", "found"));
  for (const [name, idea] of inOrder(JSON.parse(read(here, "pictures_to_find.json")))) {
    if (name in list) throw new Error(`Two pictures are called ${name}.`);
    const { drawn, about } = picture(name, idea);
    write(`img/found/${name}.svg`, sheet([drawn]));
    list[name] = { ...about, found: true };
  }
  write("img/pictures.json", `${JSON.stringify(list, null, 1)}\n`);
}

function buildStyles() {
  const { css } = sass.compile(join(here, "scss", "pcp.scss"), { style: "compressed", charset: false });
  write("css/pcp.css", `/* Built from frontend/scss by "npm run build". Change it there. */\n${css.trim()}\n`);
}

function copyTypeface() {
  const from = join(modules, "@fontsource", "atkinson-hyperlegible-next");
  for (const weight of [400, 700, 800]) {
    for (const letters of ["latin", "latin-ext"]) {
      const file = `atkinson-hyperlegible-next-${letters}-${weight}-normal.woff2`;
      copyFileSync(join(from, "files", file), join(site, "fonts", file));
    }
  }
  copyFileSync(join(from, "LICENSE"), join(site, "fonts", "OFL.txt"));
  // Emoji on paper. Screens have their own, so no page asks for this file.
  const emoji = join(modules, "@fontsource", "noto-emoji");
  copyFileSync(join(emoji, "files", "noto-emoji-emoji-400-normal.woff2"), join(site, "fonts", "noto-emoji-400-normal.woff2"));
  copyFileSync(join(emoji, "LICENSE"), join(site, "fonts", "OFL-noto-emoji.txt"));
}

function write(path, text) {
  writeFileSync(join(site, path), text);
}

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** One hash over many files: each path and its bytes, in order of path. */
function fingerprint(root, files) {
  const sum = createHash("sha256");
  for (const path of files.map((file) => relative(root, file)).sort()) {
    sum.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return sum.digest("hex");
}

function record() {
  const sources = ["scss", "drawn"].flatMap((folder) => filesUnder(join(here, folder)));
  for (const file of ["build.mjs", "package.json", "package-lock.json", "pictures.json", "pictures_to_find.json"]) sources.push(join(here, file));
  const built = ["css/pcp.css", "img/pictures.svg", "img/pictures.json"].map((file) => join(site, file));
  built.push(...filesUnder(join(site, "fonts")), ...filesUnder(join(site, "img", "found")));
  write("css/build.json", `${JSON.stringify({ sources: fingerprint(here, sources), built: fingerprint(site, built) }, null, 1)}\n`);
}

for (const folder of ["css", "img", "fonts"]) mkdirSync(join(site, folder), { recursive: true });
buildPictures();
buildStyles();
copyTypeface();
record();
