import { useEffect, useState, type ReactNode } from "react";
import { HashRouter, Navigate, Route, Routes, useLocation, useNavigate } from "react-router";
import { DeviceDialogs } from "./device-dialogs.tsx";
import { useKeptPage } from "./use-kept-page.ts";
import { GatewayInUse, useNamedGateway, useOtherGateways } from "./gateway-of-page.tsx";
import { Shell, TroubleBanner } from "./shell.tsx";
import { whenIdle } from "#lib/when-idle.ts";
import type { Start } from "#data/start.ts";
import { useWrapCommand } from "#data/command-wrapper.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import DevicesPage from "#pages/devices-page.tsx";
import { StaleNotice } from "#features/devices/list-notices.tsx";
import { readStartParameters } from "#domain/start-parameters.ts";
import { ErrorBoundary } from "#ui/error-boundary.tsx";
import { loadOnDemand } from "#ui/on-demand.tsx";
import { RewriteCommand } from "#components/rewrite-command.ts";

// The devices page is what people come for; everything else loads when it is opened.
const ConnectPage = loadOnDemand(() => import("#pages/connect-page.tsx"), "default");
const DevicePage = loadOnDemand(() => import("#pages/device-page.tsx"), "default");
const TroubleshootPage = loadOnDemand(() => import("#pages/troubleshoot-page.tsx"), "default");
const ActivityPage = loadOnDemand(() => import("#pages/activity-page.tsx"), "default");
const GatewaysPage = loadOnDemand(() => import("#pages/gateways-page.tsx"), "default");
const ReviewPage = loadOnDemand(() => import("#pages/review-parts.tsx"), "ReviewPage");
const InboxPage = loadOnDemand(() => import("#pages/inbox-page.tsx"), "default");
const UnknownGatewayPage = loadOnDemand(() => import("#pages/unknown-gateway-page.tsx"), "default");
const GatewayPage = loadOnDemand(() => import("#pages/gateway-page.tsx"), "default");
const SettingsPage = loadOnDemand(() => import("#pages/settings-page.tsx"), "default");
const NotFoundPage = loadOnDemand(() => import("#pages/not-found-page.tsx"), "default");

/** The whole page, once it is known how it was opened. */
export function App({ start }: { readonly start: Start }) {
  return (
    <ErrorBoundary what="The panel">
      <HashRouter>
        <GatewayInUse start={start}>
          <Places start={start} />
        </GatewayInUse>
      </HashRouter>
    </ErrorBoundary>
  );
}

function Places({ start }: { readonly start: Start }) {
  const { state } = useConnectionSnapshot();
  // Here, since it must not be asked again when the connect screen is opened again.
  const [question, setQuestion] = useState(start.question);
  const wrapCommand = useWrapCommand();
  const location = useLocation();
  useSignInRedirects();
  const isSettled = useIsSettled();
  usePagesOfLastResort(isSettled);
  const offer = useKeptPage(isSettled);
  useOtherGateways();
  const { unknown } = useNamedGateway();
  /** What a page about one gateway shows, where that is known. */
  const about = (page: ReactNode) => (unknown === null ? page : <UnknownGatewayPage url={unknown} />);
  return (
    <RewriteCommand value={wrapCommand}>
      <DeviceDialogs>
        <ErrorBoundary what="The panel" resetKey={location}>
          <Routes>
            <Route element={<Shell offer={offer} />}>
              <Route
                index
                element={<Navigate to={state.phase === "idle" ? "/connect" : "/devices"} replace />}
              />
              <Route
                path="connect"
                element={
                  <ConnectPage start={start} question={question} onAnswered={() => setQuestion(null)} />
                }
              />
              <Route path="devices" element={about(<DevicesPage />)} />
              <Route path="devices/:deviceId" element={about(<DevicePage />)} />
              <Route path="troubleshoot/:code?" element={about(<TroubleshootPage />)} />
              <Route path="activity" element={about(<ActivityPage />)} />
              <Route path="review" element={about(<ReviewPage />)} />
              <Route path="gateway" element={about(<GatewayPage />)} />
              <Route path="settings" element={<SettingsPage />} />
              <Route path="gateways" element={<GatewaysPage />} />
              <Route path="inbox" element={<InboxPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Route>
          </Routes>
        </ErrorBoundary>
      </DeviceDialogs>
    </RewriteCommand>
  );
}

/**
 * Leads to the connect screen where there is no list to show, and from it to the devices once signed in.
 * A list that was read stays on the screen when the connection is lost, whatever the reason.
 */
function useSignInRedirects(): void {
  const { state } = useConnectionSnapshot();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { unknown } = useNamedGateway();
  const hasList = useDeviceList().data !== undefined;
  const { phase } = state;
  const isApprovalWait = phase === "waiting" && state.waitsFor === "approval";
  useEffect(() => {
    // main.ts loads the page anew for these: a redirect would lose them.
    if (readStartParameters(new URL(window.location.href)) !== null) return;
    if (phase === "connected") {
      if (pathname === "/connect") void navigate("/devices", { replace: true });
    } else if (pathname.startsWith("/devices") && !hasList && unknown === null) {
      if (phase === "idle" || phase === "blocked" || isApprovalWait)
        void navigate("/connect", { replace: true });
    }
  }, [phase, isApprovalWait, pathname, hasList, unknown, navigate]);
}

/** Whether the first list is on the screen, or there is none to wait for. */
function useIsSettled(): boolean {
  const { phase } = useConnectionSnapshot().state;
  const hasList = useDeviceList().data !== undefined;
  return hasList || phase === "idle" || phase === "blocked";
}

/** Loads the pages that are needed when nothing answers any more, the server of this page included. */
function usePagesOfLastResort(isSettled: boolean): void {
  useEffect(() => {
    if (!isSettled) return;
    return whenIdle(() => {
      TroubleshootPage.preload();
      ConnectPage.preload();
      TroubleBanner.preload();
      StaleNotice.preload();
    });
  }, [isSettled]);
}
