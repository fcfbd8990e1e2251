/** Builds the chat frame: chat.html and its hashed assets. */
import { defineConfig } from "vite";

export default defineConfig({
  root: "widget/frame",
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../../src/frontdesk/static",
    emptyOutDir: true,
    target: ["chrome111", "firefox115", "safari16.4"],
    modulePreload: false, // one language is loaded, and it needs nothing else
    assetsInlineLimit: 0,
    rolldownOptions: { input: "widget/frame/chat.html" },
  },
});
