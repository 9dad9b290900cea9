import type { SafeText } from "#lib/safe-text.ts";

/**
 * Text that somebody else wrote: isolated from its surroundings, so that it cannot turn the row around, with
 * hidden characters made visible.
 */
export function HostileText({ text }: { readonly text: SafeText }) {
  return (
    <bdi title={text.isTruncated ? text.plain : undefined} className="[overflow-wrap:anywhere]">
      {text.segments.map((segment, index) =>
        segment.kind === "text" ? (
          segment.text
        ) : (
          <span
            // The segments of one text never change places.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            title={segment.name}
            className="mx-0.5 rounded bg-warn-soft px-1 text-[0.75em] font-semibold text-warn-text"
          >
            {segment.label}
          </span>
        ),
      )}
      {text.isTruncated && "…"}
    </bdi>
  );
}
