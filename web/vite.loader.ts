/** Builds the loader: one plain script without a hash in its name, for the host's script tag. */
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "../src/frontdesk/static",
    emptyOutDir: false,
    target: ["chrome111", "firefox115", "safari16.4"],
    rolldownOptions: {
      input: "widget/loader/loader.ts",
      output: { format: "iife", entryFileNames: "widget.js" },
    },
  },
});
