import { basename } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Plugin } from "vite";

/** What the bundler says about a file that it makes. */
interface Chunk {
  readonly name: string;
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly modules: Readonly<Record<string, { readonly code: string | null }>>;
}

/** The two files that the first screen needs. What each exports is a property of `self.gatehouseParts`. */
type Part = "index" | "screen";

function partOf({ isEntry, name }: Chunk): Part | null {
  if (isEntry) return "index";
  return name === "screen" ? "screen" : null;
}

/** Matches the files of both parts, and those of no other script. */
export const PART_FILE = /(?:^|\/)(?:index|screen)-[^/]+\.js$/;

/**
 * Resolves with what the second script exports. It is evaluated only when it is asked for: before that, this would hold back the
 * answer to the gateway's challenge.
 */
const LOAD_SCREEN = `const __loadScreen = () => new Promise((resolve, reject) => {
  const settle = () => {
    if (__parts.makeScreen) resolve(__parts.screen ??= __parts.makeScreen());
    else if (document.readyState === "complete") reject(new Error("A script of this page was not loaded"));
  };
  __parts.onScreen = settle;
  addEventListener("load", settle);
  settle();
});`;

function wrap(part: Part, code: string, exported: string): string {
  // In brackets, by which the engine knows that the function is worth compiling at once.
  const body =
    part === "index"
      ? `${LOAD_SCREEN}\n${code}\n__parts.index = ${exported};`
      : `__parts.makeScreen = (function () {\n${code}\nreturn ${exported}; }); __parts.onScreen?.();`;
  return `(function (__parts, __meta) {\n${body}\n})(self.gatehouseParts ??= {}, { url: document.currentScript.src });`;
}

/**
 * Makes classic scripts of the two files that the first screen needs. Chromium keeps the compiled code of those, and not of
 * modules. See decision 0026.
 */
export function classicScripts(): Plugin {
  return {
    name: "classic-scripts",
    apply: "build",
    renderChunk(code, chunk, _options, { chunks }) {
      const part = partOf(chunk);
      const chunkAt = (address: string) =>
        Object.values(chunks).find(({ fileName }) => address === `./${basename(fileName)}`);
      const exported: string[] = [];
      let rest = code;
      const replace = ({ start, end }: { start: number; end: number }, text: string) => {
        rest = rest.slice(0, start) + text + rest.slice(end);
      };
      // From the end, so that the positions of what is still to come stay right.
      for (const node of this.parse(code).body.toReversed()) {
        if (node.type === "ImportDeclaration") {
          const source = chunkAt(node.source.value);
          const imported = source ? partOf(source) : null;
          if (imported) replace(node, readPart(imported, node.specifiers));
          else if (part) replace(node, helpersOf(source, part));
        } else if (node.type === "ExportNamedDeclaration" && !node.declaration && !node.source) {
          if (!part) continue;
          exported.push(
            ...node.specifiers.map(({ exported: name, local }) => `${textOf(name)}: ${textOf(local)}`),
          );
          replace(node, "");
        } else if (part && node.type.startsWith("Export")) {
          throw new Error(`${part} exports in a way that classic-plugin.ts does not know`);
        }
      }
      rest = rest.replaceAll(/\bimport\((["'`])\.\/([^"'`]+)\1\)/g, (whole, _quote, file: string) => {
        const source = chunkAt(`./${file}`);
        return source && partOf(source) === "screen" ? "__loadScreen()" : whole;
      });
      if (part)
        rest = wrap(part, rest.replaceAll(/\bimport\.meta\b/g, "__meta"), `{ ${exported.join(", ")} }`);
      return { code: rest, map: null };
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== "chunk" || !partOf(file)) continue;
          // The minifier takes the directive away, as modules need none. In a block, since Vite puts a constant before the rest.
          file.code = `"use strict";{${file.code}}`;
          // The plugin that compresses the others is done already.
          this.emitFile({
            type: "asset",
            fileName: `${file.fileName}.br`,
            source: brotliCompressSync(file.code),
          });
        }
      },
    },
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) => {
        const files = Object.values(bundle ?? {}).flatMap((file) =>
          file.type === "chunk" && partOf(file) ? [file] : [],
        );
        const tags = files
          .toSorted((a, b) => Number(b.isEntry) - Number(a.isEntry))
          .map(({ fileName }) => `<script async fetchpriority="high" src="./${fileName}"></script>`);
        return html.replace(/<script[^>]*type="module"[^>]*><\/script>/, tags.join("\n    "));
      },
    },
  };
}

/** A name in an import or export: it may be an identifier or a string. */
function textOf(node: { readonly type: string; readonly name?: string; readonly value?: unknown }): string {
  return node.name ?? String(node.value);
}

type Specifiers = readonly {
  readonly type: string;
  readonly local: { readonly name: string };
  readonly imported?: Parameters<typeof textOf>[0];
}[];

/** Stands for the import of a part. */
function readPart(part: Part, specifiers: Specifiers): string {
  const names = specifiers.map(({ imported, local }) => {
    if (!imported)
      throw new Error(`All of ${part} is imported at once, which classic-plugin.ts does not know`);
    return `${textOf(imported)}: ${local.name}`;
  });
  return names.length > 0 ? `const { ${names.join(", ")} } = self.gatehouseParts.${part};` : "";
}

/** The bundler's own helpers, which both parts need, stand for their import. */
function helpersOf(chunk: Chunk | undefined, part: Part): string {
  const [helpers, ...others] = Object.values(chunk?.modules ?? {});
  if (chunk?.name !== "rolldown-runtime" || !helpers?.code || others.length > 0)
    throw new Error(`${part} is a classic script, and cannot import ${chunk?.fileName}`);
  return helpers.code;
}
