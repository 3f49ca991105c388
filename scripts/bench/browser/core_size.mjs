// The persistence core as one library, as another workbench would bundle it: minified, with its dependencies, without
// React. Prints {"files", "bytes", "gzipped"}. Run it in the folder of the browser application.
import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const FOLDERS = ["activity", "moduleState", "navigation", "persistence", "recovery", "session"];
const ENTRY = "persistence-core";

const files = FOLDERS.flatMap((folder) =>
  readdirSync(`src/${folder}`)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `src/${folder}/${name}`),
);

const core = {
  name: "persistence-core",
  enforce: "pre",
  resolveId: (id) => (id.endsWith(ENTRY) ? ENTRY : null),
  // A namespace each, because two files may export the same name.
  load: (id) =>
    id === ENTRY
      ? files
          .map((file, at) => `export * as part${at} from ${JSON.stringify(`${process.cwd()}/${file}`)};`)
          .join("\n")
      : null,
};

const { output } = await build({
  configFile: false,
  logLevel: "warn",
  plugins: [core],
  build: {
    target: "es2022",
    write: false,
    // Not as a library: vite leaves those their white space.
    rolldownOptions: { input: ENTRY, preserveEntrySignatures: "strict", external: [/^react/] },
  },
});
const code = output.map((chunk) => chunk.code ?? "").join("");
console.log(JSON.stringify({ files: files.length, bytes: code.length, gzipped: gzipSync(code).length }));
