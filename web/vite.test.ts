/** Compiles tests/*.test.ts for `node --test`. */
import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const tests = readdirSync("tests").filter((name) => name.endsWith(".test.ts"));

export default defineConfig({
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: "node_modules/.tests",
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { input: tests.map((name) => `tests/${name}`) },
  },
});
