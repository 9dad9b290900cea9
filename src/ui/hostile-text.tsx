import { Fragment } from "react";
import type { SafeText } from "#lib/safe-text.ts";

interface HostileTextProps {
  readonly text: SafeText;
  /** A text of several lines: after its line breaks, which are made visible as well, a new line begins. */
  readonly hasLines?: boolean;
}

/**
 * Text from outside, isolated so that it cannot change the direction of its surroundings, and with hidden characters made
 * visible.
 */
export function HostileText({ text, hasLines = false }: HostileTextProps) {
  return (
    <bdi title={text.isTruncated ? text.plain : undefined} className="[overflow-wrap:anywhere]">
      {text.segments.map((segment, index) =>
        segment.kind === "text" ? (
          segment.text
        ) : (
          // The segments of one text never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <Fragment key={index}>
            <span
              title={segment.name}
              className="mx-0.5 rounded bg-warn-soft px-1 text-[0.75em] font-semibold text-warn-text"
            >
              {segment.label}
            </span>
            {hasLines && /^LF\b/.test(segment.label) && <br />}
          </Fragment>
        ),
      )}
      {text.isTruncated && "…"}
    </bdi>
  );
}
