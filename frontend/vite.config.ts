import { availableParallelism } from "node:os";

import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";

/** The built application goes into the Python package: the wheel and the service find it at one place. */
const OUT_DIR = "../backend/benchdog/static";
/** The service sends `app.js.gz` for `app.js` to whoever takes gzip, and never spends time on it itself. */
const COMPRESSED = /\.(js|css|svg|json|csv)$/;

export default defineConfig({
  plugins: [react(), compression({ algorithms: ["gzip"], include: COMPRESSED, skipIfLargerOrEqual: true })],
  build: {
    outDir: OUT_DIR,
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    // What every page needs is one file: the service answers one request after the other.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } } },
    chunkSizeWarningLimit: 700, // `make bench` holds the start page to 250 kB gzipped
  },
  worker: { format: "es" },
  server: {
    strictPort: true,
    proxy: Object.fromEntries(
      ["/api", "/persistence", "/auth", "/config", "/health", "/openapi.json", "/ws"].map((path) => [
        path,
        { target: "http://127.0.0.1:8000", ws: path === "/ws" },
      ]),
    ),
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // Half of the time a test waits for a turn of the event loop.
    maxWorkers: 2 * availableParallelism(),
  },
});
