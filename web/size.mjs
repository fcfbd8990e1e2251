// Prints what a visitor downloads, gzipped, and fails when a budget is broken.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const built = new URL("../src/frontdesk/static/", import.meta.url);
const weigh = (name) => gzipSync(readFileSync(new URL(name, built)), { level: 9 }).length;
const assets = readdirSync(new URL("assets/", built)).filter((name) => /\.(js|css)$/.test(name));
const isLanguage = (name) => /^(en|de|es|ru|fr)-/.test(name);
const sum = (names) => names.map((name) => weigh(`assets/${name}`)).reduce((one, other) => one + other, 0);

// A visitor loads one language: the heaviest counts.
const languages = assets.filter(isLanguage).map((name) => [name.slice(0, 2), sum([name])]);
const [heaviest, words] = languages.sort(([, one], [, other]) => other - one)[0];
const shared = sum(assets.filter((name) => !isLanguage(name)));

const console_ = readdirSync(new URL("console/assets/", built)).filter((name) => /\.(js|css)$/.test(name));

const budgets = [
  { part: "loader", bytes: weigh("widget.js"), limit: 3 * 1024 },
  { part: `frame, in ${heaviest}`, bytes: shared + words, limit: 30 * 1024 },
  { part: "console", bytes: console_.map((name) => weigh(`console/assets/${name}`)).reduce((a, b) => a + b, 0), limit: 90 * 1024 },
];

for (const { part, bytes, limit } of budgets) {
  console.log(`${part}\t${bytes} bytes gzipped of ${limit}`);
  if (bytes > limit) process.exitCode = 1;
}
