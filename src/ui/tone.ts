/** Background and text colours by importance. */
export const TONES = {
  neutral: "bg-raised text-muted",
  accent: "bg-accent-soft text-accent-text",
  good: "bg-good-soft text-good-text",
  warn: "bg-warn-soft text-warn-text",
  danger: "bg-danger-soft text-danger-text",
} as const;

export type Tone = keyof typeof TONES;
