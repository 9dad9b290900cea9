import {
  AppWindow,
  CircleQuestionMark,
  Laptop,
  Server,
  ServerCog,
  Smartphone,
  SquareTerminal,
  Tablet,
  Watch,
  type LucideIcon,
} from "lucide-react";

const ICONS = {
  phone: Smartphone,
  tablet: Tablet,
  watch: Watch,
  browser: AppWindow,
  desktop: Laptop,
  cli: SquareTerminal,
  node: Server,
  service: ServerCog,
  unknown: CircleQuestionMark,
} as const satisfies Record<string, LucideIcon>;

/** An icon for the kind of device. It is decoration: the kind is always named in words beside it. */
export function DeviceIcon({ kind }: { readonly kind: keyof typeof ICONS }) {
  const Icon = ICONS[kind];
  return (
    <span aria-hidden className="grid size-9 shrink-0 place-items-center rounded-lg bg-raised text-muted">
      <Icon size={17} strokeWidth={1.75} />
    </span>
  );
}
