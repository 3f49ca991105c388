/** Imports point down only; the persistence core knows no React. See docs/architecture.md. */
const CORE =
  "^src/(persistence|session|navigation|recovery|activity|moduleState|observability|resilience|errors|documents|survey|studio)/";

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "core-without-react",
      comment: "The persistence core serves any workbench, so it knows no React and no user interface.",
      severity: "error",
      from: { path: CORE },
      to: {
        path: "(^|/)node_modules/(react|react-dom|react-router|@mantine)/|^src/(app|ui|modules|workbench|backendApi)/",
      },
    },
    {
      name: "workbench-below-ui",
      severity: "error",
      from: { path: "^src/(workbench|modules)/" },
      to: { path: "^src/(app|ui)/" },
    },
    {
      name: "ui-below-app",
      severity: "error",
      from: { path: "^src/ui/" },
      to: { path: "^src/app/" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: "\\.d\\.ts$|\\.test\\.tsx?$" },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "browser", "types"],
    },
  },
};
