import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

/** Checks that the lint configuration enforces the layers: a wrong import of each kind must fail. */

const root = fileURLToPath(new URL("..", import.meta.url));

const ORDER = ["main", "app", "pages", "features", "components", "data", "gateway", "domain", "lib"];
const LAYERS = [...ORDER.slice(1), "ui"];
const MAY_USE_UI = new Set(["main", "app", "pages", "features", "components", "data"]);

/** In these a folder inside the layer reaches the rest of the layer by its name. */
const MAY_HAVE_FOLDERS = new Set(["app", "data", "gateway", "domain", "lib", "ui"]);

function mayImport(from: string, to: string): boolean {
  if (from === to) return MAY_HAVE_FOLDERS.has(from);
  if (from === "ui") return to === "lib";
  if (to === "ui") return MAY_USE_UI.has(from);
  return ORDER.indexOf(to) > ORDER.indexOf(from);
}

/** Where a snippet of a layer lies. Features have a folder each. */
function fileOf(layer: string, name: string): string {
  if (layer === "main") return `src/${name}.ts`;
  return layer === "features" ? `src/features/one/${name}.ts` : `src/${layer}/${name}.ts`;
}

interface Snippet {
  title: string;
  file: string;
  code: string;
  /** The rule that it breaks; null: it breaks none. */
  breaks: string | null;
}

const RESTRICTED = "eslint(no-restricted-imports)";

const layerSnippets = ["main", ...LAYERS].flatMap((from) =>
  LAYERS.map((to): Snippet => {
    const isAllowed = mayImport(from, to);
    return {
      title: `${from} ${isAllowed ? "may" : "must not"} import ${to}`,
      file: fileOf(from, `to-${to}`),
      code: `import { x } from "#${to}/deep/x.ts";\nexport const y: unknown = x;\n`,
      breaks: isAllowed ? null : RESTRICTED,
    };
  }),
);

/** `specifier` in each way in which a module can be imported. */
function everyImportOf(specifier: string): [kind: string, code: string][] {
  return [
    ["import", `import { x } from "${specifier}";\nexport const y: unknown = x;\n`],
    ["import type", `import type { X } from "${specifier}";\nexport const y: X | null = null;\n`],
    ["side effect", `import "${specifier}";\nexport const y = 1;\n`],
    ["export from", `export { x } from "${specifier}";\n`],
    ["dynamic import", `export const load = (): Promise<unknown> => import("${specifier}");\n`],
  ];
}

const kindSnippets = [
  { what: "a parent folder", layer: "features", specifier: "../two/x.ts" },
  { what: "another feature", layer: "features", specifier: "#features/two/x.ts" },
  { what: "a way round through ./", layer: "features", specifier: "./../two/x.ts" },
  { what: "server", layer: "app", specifier: "../../server/page-server.ts" },
  { what: "sandbox", layer: "data", specifier: "../../sandbox/gateway.ts" },
  { what: "e2e", layer: "ui", specifier: "../../e2e/support/test.ts" },
  { what: "bench", layer: "lib", specifier: "../../bench/run.ts" },
  { what: "an absolute path", layer: "lib", specifier: "/server/page-server.ts" },
].flatMap(({ what, layer, specifier }) =>
  everyImportOf(specifier).map(([kind, code], index): Snippet => {
    const file = fileOf(layer, `${what.replaceAll(/\W/g, "-")}-${index}`);
    return { title: `${layer} must not import ${what} (${kind})`, file, code, breaks: RESTRICTED };
  }),
);

const packageSnippets = ["gateway", "domain", "lib"].flatMap((layer) =>
  ["react", "react/jsx-runtime", "react-dom/client", "@tanstack/react-query", "@radix-ui/react-dialog"].map(
    (specifier, index): Snippet => ({
      title: `${layer} must not import ${specifier}`,
      file: fileOf(layer, `package-${index}`),
      code: `import * as x from "${specifier}";\nexport const y: unknown = x;\n`,
      breaks: RESTRICTED,
    }),
  ),
);

const otherSnippets: Snippet[] = [
  {
    title: "src/*.ts must not import server",
    file: "src/root.ts",
    code: `import { x } from "../server/page-server.ts";\nexport const y: unknown = x;\n`,
    breaks: RESTRICTED,
  },
  {
    title: "ui must not know OpenClaw",
    file: "src/ui/openclaw.ts",
    code: `import { x } from "@openclaw/gateway-client/browser";\nexport const y: unknown = x;\n`,
    breaks: RESTRICTED,
  },
  {
    title: "a type must not be imported inline",
    file: "src/lib/inline-type.ts",
    code: `export const y: import("#data/x.ts").X | null = null;\n`,
    breaks: "typescript(consistent-type-imports)",
  },
  {
    title: "a file may import its neighbour",
    file: "src/features/one/neighbour.ts",
    code: `import { x } from "./x.ts";\nimport { z } from "./parts/z.ts";\nexport const y: unknown[] = [x, z];\n`,
    breaks: null,
  },
  {
    title: "modules must not form a cycle",
    file: "src/lib/cycle-a.ts",
    code: `import { b } from "./cycle-b.ts";\nexport const a = (): unknown => b;\n`,
    breaks: "import(no-cycle)",
  },
  {
    title: "a module must not re-export a whole other one",
    file: "src/lib/index.ts",
    code: `export * from "./cycle-b.ts";\n`,
    breaks: "oxc(no-barrel-file)",
  },
  {
    title: "a component must not be a default export",
    file: "src/ui/default.ts",
    code: `export default 1;\n`,
    breaks: "import(no-default-export)",
  },
  {
    title: "a page may be a default export",
    file: "src/pages/page.tsx",
    code: `export default function Page() {\n  return null;\n}\n`,
    breaks: null,
  },
  {
    title: "a promise must not be forgotten",
    file: "src/lib/floating.ts",
    code: `export function f(): void {\n  Promise.resolve(1);\n}\n`,
    breaks: "typescript(no-floating-promises)",
  },
  {
    title: "a switch must know every case",
    file: "src/lib/switch.ts",
    code: `export function f(x: "a" | "b"): number {\n  switch (x) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}\n`,
    breaks: "typescript(switch-exhaustiveness-check)",
  },
  {
    title: "an unchecked value must not be used",
    file: "src/lib/unsafe.ts",
    code: `export const f = (): string => JSON.parse("1").x;\n`,
    breaks: "typescript(no-unsafe-member-access)",
  },
  {
    title: "a value must not be called something that was not checked",
    file: "src/lib/assertion.ts",
    code: `export const f = (x: unknown): string => x as string;\n`,
    breaks: "typescript(no-unsafe-type-assertion)",
  },
  {
    title: "any is not a type",
    file: "src/lib/any.ts",
    code: `export const f = (x: any): unknown => x;\n`,
    breaks: "typescript(no-explicit-any)",
  },
  {
    title: "HTML must not be set from text",
    file: "src/ui/html.tsx",
    code: `export function H() {\n  return <p dangerouslySetInnerHTML={{ __html: "" }} />;\n}\n`,
    breaks: "react(no-danger)",
  },
  {
    title: "a hook must not be called under a condition",
    file: "src/ui/hook.tsx",
    code: `import { useState } from "react";\nexport function H({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n`,
    breaks: "react(hooks)",
  },
  {
    title: "a picture needs a text",
    file: "src/ui/picture.tsx",
    code: `export function Picture() {\n  return <img src="x.png" />;\n}\n`,
    breaks: "jsx-a11y(alt-text)",
  },
  {
    title: "scripts that run before anything is installed must import nothing that is",
    file: "scripts/early.mjs",
    code: `import { z } from "zod";\nimport { join } from "node:path";\nimport { y } from "./y.mjs";\nexport const x = [z, join, y];\n`,
    breaks: RESTRICTED,
  },
  {
    title: "scripts that run before anything is installed may import Node and one another",
    file: "scripts/early-right.mjs",
    code: `import { join } from "node:path";\nimport { y } from "./y.mjs";\nexport const x = [join, y];\n`,
    breaks: null,
  },
];

const snippets = [...layerSnippets, ...kindSnippets, ...packageSnippets, ...otherSnippets];

const report = z.object({
  diagnostics: z.array(z.object({ code: z.optional(z.string()), filename: z.string() })),
});

/** Runs oxlint over a directory; it exits with an error when it finds something. */
async function lint(directory: string): Promise<z.infer<typeof report>["diagnostics"]> {
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [join(root, "node_modules/oxlint/bin/oxlint"), "--type-aware", "-f", "json"],
      {
        cwd: directory,
        maxBuffer: 32 * 1024 * 1024,
        // Where oxlint looks for the type-aware part.
        env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}` },
      },
      (_error, stdout, stderr) => (stdout === "" ? reject(new Error(stderr)) : resolve(stdout)),
    );
  });
  return report.parse(JSON.parse(output)).diagnostics;
}

let directory = "";
const findings = new Map<string, string[]>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "gatehouse-boundaries-"));
  for (const name of [".oxlintrc.json", "package.json", "tsconfig.json", "tsconfig.base.json"]) {
    await copyFile(join(root, name), join(directory, name));
  }
  await symlink(join(root, "node_modules"), join(directory, "node_modules"));
  const cycle = `import { a } from "./cycle-a.ts";\nexport const b = (): unknown => a;\n`;
  for (const { file, code } of [...snippets, { file: "src/lib/cycle-b.ts", code: cycle }]) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), code);
  }
  for (const { code = "none", filename } of await lint(directory)) {
    findings.set(filename, [...(findings.get(filename) ?? []), code]);
  }
}, 60_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Snippets import modules that do not exist, which the type-aware rules note as well. */
const IS_ABOUT_MISSING_MODULES = /^typescript\(no-unsafe-(assignment|return)\)$/;

function foundIn({ file }: Snippet): readonly string[] {
  return (findings.get(file) ?? []).filter((code) => !IS_ABOUT_MISSING_MODULES.test(code));
}

describe("the lint configuration", () => {
  it.each(snippets.filter(({ breaks }) => breaks === null))("$title", (snippet) => {
    expect(foundIn(snippet)).toEqual([]);
  });

  it.each(snippets.filter(({ breaks }) => breaks !== null))("$title", (snippet) => {
    expect(foundIn(snippet)).toContain(snippet.breaks);
  });

  it("is tried with each snippet in a file of its own", () => {
    expect(new Set(snippets.map(({ file }) => file)).size).toBe(snippets.length);
  });
});
