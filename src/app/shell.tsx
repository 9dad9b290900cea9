import { clsx } from "clsx";
import { Activity, LifeBuoy, MonitorSmartphone, Settings, SunMoon, type LucideIcon } from "lucide-react";
import { Suspense } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { connectionTone, connectionWord } from "./connection-words.ts";
import { useTabIcon } from "./use-tab-icon.ts";
import { useGateway } from "#data/gateway.ts";
import { chooseTheme, THEMES, useTheme } from "#data/theme.ts";
import { useCommandApprovals } from "#data/command-approvals.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useIsNotifying } from "#data/notification-setting.ts";
import { TroubleBanner } from "#features/troubleshoot/trouble-banner.tsx";
import { safeText } from "#lib/safe-text.ts";
import { ErrorBoundary } from "#ui/error-boundary.tsx";
import { Menu } from "#ui/menu.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { TabCount } from "#ui/tab-count.ts";

// Most people have not asked for notifications.
const RequestNotifications = loadOnDemand(() =>
  import("#features/attention/request-notifications.tsx").then((module) => module.RequestNotifications),
);

// On most gateways agents ask nobody.
const WaitingApprovals = loadOnDemand(() =>
  import("#features/command-approvals/waiting-approvals.tsx").then((module) => module.WaitingApprovals),
);

const PLACES: readonly { readonly to: string; readonly label: string; readonly Icon: LucideIcon }[] = [
  { to: "/devices", label: "Devices", Icon: MonitorSmartphone },
  { to: "/troubleshoot", label: "Troubleshoot", Icon: LifeBuoy },
  { to: "/activity", label: "Activity", Icon: Activity },
  { to: "/settings", label: "Settings", Icon: Settings },
];

/** The frame around every page: navigation, how the connection stands, theme. */
export function Shell() {
  const { url: gatewayUrl } = useGateway();
  const { state } = useConnectionSnapshot();
  const list = useDeviceList().data;
  const pendingCount = list?.pending.length ?? 0;
  const isNotifying = useIsNotifying();
  const isApprovalWaiting = useCommandApprovals().length > 0;
  // A list of a gateway that the page has given up on says nothing about who waits now.
  const tabCount = state.phase === "idle" || state.phase === "blocked" ? 0 : pendingCount;
  useTabIcon(tabCount);
  const location = useLocation();
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
          <ul className="max-md:grid max-md:grid-cols-4 md:space-y-1">
            {PLACES.map(({ to, label, Icon }) => (
              <li key={to}>
                <NavLink
                  to={to}
                  className={({ isActive }) =>
                    clsx(
                      "flex items-center gap-2.5 rounded-lg border px-3 py-2 font-medium max-md:flex-col max-md:gap-0.5 max-md:border-transparent max-md:text-xs",
                      isActive
                        ? "border-line bg-surface text-ink max-md:text-accent-text"
                        : "border-transparent text-muted hover:text-ink",
                    )
                  }
                >
                  <Icon size={17} strokeWidth={1.75} aria-hidden />
                  {label}
                  {to === "/devices" && pendingCount > 0 && (
                    <span
                      aria-hidden
                      className="rounded-full bg-warn-soft px-2 text-sm text-warn-text tabular-nums max-md:absolute max-md:ml-12 md:ml-auto"
                    >
                      {pendingCount}
                    </span>
                  )}
                </NavLink>
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
          <ConnectionStatus />
          <span className="min-w-0 truncate font-mono text-[0.85rem] text-muted max-sm:order-last max-sm:w-full">
            {gatewayUrl}
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
        {!tellsOfTrouble(location.pathname, list !== undefined) && (
          <OnDemand what="The notice about the connection" resetKey={location}>
            <TroubleBanner />
          </OnDemand>
        )}
        <main id="main" tabIndex={-1}>
          <ErrorBoundary what="This page" resetKey={location}>
            <Suspense fallback={<p className="p-8 text-muted">Loading…</p>}>
              <TabCount value={tabCount}>
                <Outlet />
              </TabCount>
            </Suspense>
          </ErrorBoundary>
        </main>
        {/* Below the page, so that nothing moves under the pointer when it comes. */}
        {isApprovalWaiting && (
          <OnDemand what="What agents wait for">
            <WaitingApprovals />
          </OnDemand>
        )}
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

function ConnectionStatus() {
  const { state } = useConnectionSnapshot();
  const tone = connectionTone(state);
  return (
    <div
      role="status"
      aria-label="Connection status"
      className="inline-flex items-center gap-2 rounded-full border border-line bg-surface px-3 py-1"
    >
      <span
        aria-hidden
        className={clsx("size-2 rounded-full", {
          "bg-good": tone === "good",
          "bg-warn": tone === "warn",
          "bg-danger": tone === "danger",
        })}
      />
      {connectionWord(state)}
    </div>
  );
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
