// Bundles the tests of the parts without a page (tests/NAME/*.test.ts) for Node's own test runner.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  publicDir: false,
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: process.env.ISLANDS_TESTS_OUT ?? resolve(here, ".tests"),
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: {
      input: readdirSync(resolve(here, "tests"), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".test.ts"))
        .map((path) => resolve(here, "tests", path)),
      output: { entryFileNames: "[name].mjs" },
    },
  },
});
