// Prints what a visitor downloads, gzipped, and fails when a budget is broken.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const built = new URL("../src/frontdesk/static/", import.meta.url);
const weigh = (name) => gzipSync(readFileSync(new URL(name, built)), { level: 9 }).length;
const assets = readdirSync(new URL("assets/", built)).filter((name) => /\.(js|css)$/.test(name));

const budgets = [
  { part: "loader", files: ["widget.js"], limit: 3 * 1024 },
  { part: "frame", files: assets.map((name) => `assets/${name}`), limit: 30 * 1024 },
];

for (const { part, files, limit } of budgets) {
  const bytes = files.reduce((sum, name) => sum + weigh(name), 0);
  console.log(`${part}\t${bytes} bytes gzipped of ${limit}`);
  if (bytes > limit) process.exitCode = 1;
}
