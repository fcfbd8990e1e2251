/** Builds the console: console.html and its hashed assets, in a folder of their own. */
import { defineConfig } from "vite";

export default defineConfig({
  root: "console",
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../src/frontdesk/static/console",
    emptyOutDir: true,
    target: ["chrome111", "firefox115", "safari16.4"],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: "console/console.html" },
  },
});
