// One input for each folder src/NAME with a main.ts. The manifest tells the templates which files an island needs;
// a relative base lets the service live below any path of a host.
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;
const entry = (name: string): string => resolve(here, "src", name, "main.ts");
const islands = readdirSync(resolve(here, "src")).filter((name) => existsSync(entry(name)));

export default defineConfig({
  root: here,
  base: "./",
  publicDir: false,
  build: {
    outDir: process.env.ISLANDS_OUT ?? resolve(here, "../conflict_graph_api/static/islands"),
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: Object.fromEntries(islands.map((name) => [name, entry(name)])) },
  },
});
