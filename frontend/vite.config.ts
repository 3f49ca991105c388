import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The built application goes into the Python package: the wheel and the service find it at one place. */
const OUT_DIR = "../backend/benchdog/static";

export default defineConfig({
  plugins: [react()],
  build: { outDir: OUT_DIR, emptyOutDir: true, manifest: true, target: "es2022" },
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
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"], restoreMocks: true },
});
