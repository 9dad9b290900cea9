import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { groupOf, pack, type Packed } from "../e2e/support/pack.ts";

/** `npm run package-list`: writes docs/package.md. A test compares the list with the package. */

const TARGET = fileURLToPath(new URL("package.md", import.meta.url));

const PURPOSES = new Map([
  ["README.md", "goes with every package"],
  ["package.json", "goes with every package"],
  ["dist/icon.svg", "the page's icon"],
  ["dist/icon-192.png", "for systems that install the page"],
  ["dist/icon-512.png", "the same, larger"],
  ["dist/icon-maskable-512.png", "the same, for systems that cut icons into a shape"],
  ["dist/sw.js", "keeps the page in the browser, so that it opens without its server"],
  ["dist/manifest.webmanifest", "lets browsers install the page"],
  ["dist/theme.js", "light or dark, before the page is drawn"],
  ["bin/gatehouse.js", "the command, bundled"],
  ["bin/plugin.js", "the gateway's plugin"],
  ["bin/page-files.js", "serves the files, for both"],
  ["dist/assets/*.css", "styles"],
  ["dist/assets/*.js", "scripts; most of them load when they are needed"],
  ["dist/index.html", "the page; `dist/` is also a folder for any static host"],
  ["openclaw.plugin.json", "tells gateways what the plugin is"],
]);

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function describe({ bytes, files }: Packed): string {
  const groups = new Set(files.map(({ path }) => groupOf(path)));
  const rows = [...groups].map((group) => {
    const members = files.filter(({ path }) => groupOf(path) === group);
    const size = members.reduce((sum, member) => sum + member.size, 0);
    const purpose = PURPOSES.get(group) ?? (group.endsWith(".br") ? "the same, compressed" : "");
    return `| \`${group}\` | ${members.length} | ${kilobytes(size)} | ${purpose} |`;
  });
  const unpacked = files.reduce((sum, { size }) => sum + size, 0);
  return `# What is in the package

Written by \`npm run package-list\`. \`npm test\` fails when the package contains a kind of file that is not listed, or lacks one.

The file \`gatehouse-<version>.tgz\`, ${kilobytes(bytes)} (${kilobytes(unpacked)} unpacked), is for
\`openclaw plugins install\` and for \`npx\`, and its \`dist/\` is for any static host. It has no dependencies.

| file | number | size | |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

const directory = await mkdtemp(join(tmpdir(), "gatehouse-list-"));
try {
  await writeFile(
    TARGET,
    await format(describe(await pack(directory)), { filepath: TARGET, printWidth: 110 }),
  );
} finally {
  await rm(directory, { recursive: true });
}
