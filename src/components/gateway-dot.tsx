import type { GatewayColor } from "#data/known-gateways.ts";

/** Each stands out from the surface of both themes. */
const DOTS: Record<GatewayColor, string> = {
  teal: "bg-[#128a96]",
  blue: "bg-[#3a78e0]",
  purple: "bg-[#8a5ad4]",
  pink: "bg-[#d0509a]",
  red: "bg-[#d23a50]",
  coral: "bg-[#e0674a]",
  amber: "bg-[#c27f10]",
  green: "bg-[#2b9656]",
  gray: "bg-[#7c807d]",
};

/** The colour of a gateway, always beside its name. */
export function GatewayDot({ color }: { readonly color: GatewayColor }) {
  return <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${DOTS[color]}`} />;
}
