import { clsx } from "clsx";
import {
  Activity,
  ClipboardCheck,
  DoorOpen,
  Inbox,
  LifeBuoy,
  MonitorSmartphone,
  Settings,
  SunMoon,
  type LucideIcon,
} from "lucide-react";
import { Fragment, Suspense, useState, type ReactNode } from "react";
import { Outlet, useLocation } from "react-router";
import { GatewaySwitcher } from "./gateway-switcher.tsx";
import { useTabIcon } from "./use-tab-icon.ts";
import { accessEndsText } from "#data/access-ends-text.ts";
import { GatewayContext, useGateway } from "#data/gateway.ts";
import { chooseTheme, THEMES, useTheme } from "#data/theme.ts";
import { ConnectionStatus } from "#components/connection-status.tsx";
import { useGatewayPlace } from "#components/gateway-place.ts";
import { Link } from "#components/link.tsx";
import { useGatewaysWithCommands } from "#data/command-approvals.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useHasSeveralGateways, useKnownGateway } from "#data/gateway-in-use.ts";
import { countWaiting, useAllWaiting, useGateways } from "#data/gateways.ts";
import { useIsNotifying } from "#data/notification-setting.ts";
import { usePreference } from "#data/use-preference.ts";
import { safeText } from "#lib/safe-text.ts";
import { ErrorBoundary } from "#ui/error-boundary.tsx";
import { Menu } from "#ui/menu.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { TabCount } from "#ui/page.tsx";

/** Loaded before it is needed: a gateway that is down may be the one that serves this page. */
export const TroubleBanner = loadOnDemand(
  () => import("#features/troubleshoot/trouble-banner.tsx"),
  "TroubleBanner",
);

// Most people have not asked for notifications.
const RequestNotifications = loadOnDemand(
  () => import("#features/attention/request-notifications.tsx"),
  "RequestNotifications",
);

// A gateway is hardly ever replaced.
const OtherGatewayNotice = loadOnDemand(
  () => import("#features/gateways/other-gateway-notice.tsx"),
  "OtherGatewayNotice",
);

// In most browsers nothing is remembered of access that ends.
const DueAccess = loadOnDemand<"DueAccess", { readonly onCount: (count: number) => void }>(
  () => import("#pages/review-parts.tsx"),
  "DueAccess",
);

// On most gateways agents ask nobody.
const WaitingBar = loadOnDemand(() => import("#features/command-approvals/waiting-bar.tsx"), "WaitingBar");

const PLACES: readonly { readonly to: string; readonly label: string; readonly Icon: LucideIcon }[] = [
  { to: "/devices", label: "Devices", Icon: MonitorSmartphone },
  { to: "/inbox", label: "Inbox", Icon: Inbox },
  { to: "/review", label: "Review", Icon: ClipboardCheck },
  { to: "/troubleshoot", label: "Troubleshoot", Icon: LifeBuoy },
  { to: "/activity", label: "Activity", Icon: Activity },
  { to: "/gateway", label: "Gateway", Icon: DoorOpen },
  { to: "/settings", label: "Settings", Icon: Settings },
];

interface ShellProps {
  /** Offers a newer version of this page. */
  readonly offer: ReactNode;
}

/** The frame around every page: navigation, how the connection stands, theme. */
export function Shell({ offer }: ShellProps) {
  const { url } = useGateway();
  const { state, attempts } = useConnectionSnapshot();
  const list = useDeviceList().data;
  const waiting = useAllWaiting();
  const waitingCount = countWaiting(waiting);
  const hasSeveral = useHasSeveralGateways();
  const placeOf = useGatewayPlace();
  const hasOtherGateway = useKnownGateway(url).otherIdentity !== undefined;
  const isNotifying = useIsNotifying();
  const gateways = useGateways();
  const askingUrls = useGatewaysWithCommands();
  const hasTrouble = state.phase !== "connected" && attempts.some(({ failure }) => failure !== null);
  const [dueCount, setDueCount] = useState(0);
  const hasAccessEnds = usePreference(accessEndsText) !== null;
  // Never reset: what became of the last one is told there.
  const [hadAccessEnds, setHadAccessEnds] = useState(hasAccessEnds);
  if (hasAccessEnds && !hadAccessEnds) setHadAccessEnds(true);
  useTabIcon(waitingCount);
  const location = useLocation();
  // With one gateway the devices page shows all that waits.
  const places = PLACES.filter(({ to }) => hasSeveral || to !== "/inbox");
  const pendingCount = countWaiting(waiting, url);
  const isAt = (to: string) => location.pathname === to || location.pathname.startsWith(`${to}/`);
  const countAt = (to: string) => (to === "/devices" ? pendingCount : to === "/inbox" ? waitingCount : 0);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13rem_1fr]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
        onClick={(event) => {
          // The hash is the route: following it would leave the page.
          event.preventDefault();
          document.querySelector("main")?.focus();
        }}
      >
        Skip to content
      </a>
      <div className="flex flex-col border-line max-md:contents md:sticky md:top-0 md:h-dvh md:border-r md:p-3">
        <p className="flex items-center gap-2.5 px-3 py-3 font-bold max-md:hidden">
          <Logo />
          Gatehouse
        </p>
        <nav
          aria-label="Main"
          className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-t max-md:border-line max-md:bg-surface max-md:pb-[env(safe-area-inset-bottom)]"
        >
          <ul className="max-md:grid max-md:auto-cols-auto max-md:grid-flow-col max-md:overflow-x-auto md:space-y-1">
            {places.map(({ to, label, Icon }) => (
              <li key={to}>
                <Link
                  to={placeOf(to)}
                  aria-current={isAt(to) ? "page" : undefined}
                  className={clsx(
                    "flex items-center gap-2.5 rounded-lg border px-3 py-2 font-medium max-md:flex-col max-md:gap-0.5 max-md:border-transparent max-md:px-0.5 max-md:text-xs max-[23.5rem]:text-[0.6875rem]",
                    isAt(to)
                      ? "border-line bg-surface text-ink max-md:text-accent-text"
                      : "border-transparent text-muted hover:text-ink",
                  )}
                >
                  <Icon size={17} strokeWidth={1.75} aria-hidden />
                  {label}
                  {countAt(to) > 0 && (
                    <span
                      aria-hidden
                      className="rounded-full bg-warn-soft px-2 text-sm text-warn-text tabular-nums max-md:absolute max-md:ml-12 md:ml-auto"
                    >
                      {countAt(to)}
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <SessionFacts />
      </div>
      <div className="min-w-0 max-md:pb-20">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 sm:px-8">
          <span className="md:hidden">
            <Logo />
          </span>
          <div
            role="status"
            aria-label="Connection status"
            className="rounded-full border border-line bg-surface px-3 py-1"
          >
            <ConnectionStatus />
          </div>
          <span className="flex min-w-0 text-[0.85rem] max-sm:order-last max-sm:w-full">
            <GatewaySwitcher />
          </span>
          <span className="flex-1" />
          {state.phase === "connected" && (
            <span className="text-muted max-lg:hidden">
              Signed in as this browser
              {state.hello.scopes.includes("operator.admin") && " · administrator"}
            </span>
          )}
          <ThemeMenu />
        </header>
        {hasTrouble && !tellsOfTrouble(location.pathname, list !== undefined) && (
          <OnDemand what="The notice about the connection" resetKey={location}>
            <TroubleBanner />
          </OnDemand>
        )}
        {hasOtherGateway && (
          <OnDemand what="The warning about this gateway">
            <div className="px-4 pt-4 sm:px-8">
              <OtherGatewayNotice />
            </div>
          </OnDemand>
        )}
        {hadAccessEnds && (
          <OnDemand what="The list of access that ends">
            <DueAccess onCount={setDueCount} />
          </OnDemand>
        )}
        <main id="main" tabIndex={-1}>
          <ErrorBoundary what="This page" resetKey={location}>
            <Suspense fallback={<p className="p-8 text-muted">Loading…</p>}>
              <TabCount value={waitingCount + dueCount}>
                {/* What was typed and selected belongs to one gateway. Signing in is how one gets to another. */}
                <Fragment key={location.pathname === "/connect" ? null : url}>
                  <Outlet />
                </Fragment>
              </TabCount>
            </Suspense>
          </ErrorBoundary>
        </main>
        {/* Below the page, so that nothing moves under the pointer when they come. */}
        <div className="sticky bottom-0 z-10 max-md:bottom-14">
          {offer}
          {askingUrls.length > 0 && (
            <OnDemand what="What agents wait for">
              <div className="max-h-[60dvh] overflow-y-auto">
                {askingUrls.map((asking) => (
                  <GatewayContext key={asking} value={gateways.of(asking)}>
                    <WaitingBar />
                  </GatewayContext>
                ))}
              </div>
            </OnDemand>
          )}
        </div>
      </div>
      {isNotifying && (
        <OnDemand what="What shows notifications">
          <RequestNotifications />
        </OnDemand>
      )}
    </div>
  );
}

/** Pages that say themselves what is wrong: a list that was read stands there with its own notice. */
function tellsOfTrouble(pathname: string, hasList: boolean): boolean {
  if (pathname.startsWith("/devices")) return hasList;
  return pathname.startsWith("/connect") || pathname.startsWith("/troubleshoot");
}

function SessionFacts() {
  const { state } = useConnectionSnapshot();
  if (state.phase !== "connected") return null;
  const { serverVersion, protocol } = state.hello;
  return (
    <p className="mt-auto px-3 py-2 text-[0.85rem] text-muted max-md:hidden">
      OpenClaw {serverVersion === undefined ? "of unknown version" : safeText(serverVersion, 40).plain}
      <br />
      protocol {protocol}
    </p>
  );
}

function ThemeMenu() {
  const theme = useTheme();
  return (
    <Menu
      size="small"
      aria-label="Theme"
      entries={THEMES.map(({ value, label }) => ({
        label,
        isChosen: value === theme,
        onSelect: () => chooseTheme(value),
      }))}
    >
      <SunMoon size={16} strokeWidth={1.75} aria-hidden />
      <span className="max-sm:hidden">Theme</span>
    </Menu>
  );
}

/** The sign of public/icon.svg, in line: as a file it would be asked for again and again. */
function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className="size-6">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path d="M10 32V18a6 6 0 0 1 12 0v14z" className="fill-accent-ink" />
    </svg>
  );
}
