import { useEffect, useState, type ReactNode } from "react";
import { HashRouter, Navigate, Route, Routes, useLocation, useNavigate } from "react-router";
import { DeviceDialogs } from "./device-dialogs.tsx";
import { Shell } from "./shell.tsx";
import { whenIdle } from "./when-idle.ts";
import type { Start } from "#data/start.ts";
import { useWrapCommand } from "#data/command-wrapper.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { GatewayContext, useGateway, useGateways } from "#data/gateway.ts";
import { rememberGateway } from "#data/known-gateways.ts";
import DevicesPage from "#pages/devices-page.tsx";
import { ErrorBoundary } from "#ui/error-boundary.tsx";
import { loadOnDemand } from "#ui/on-demand.tsx";
import { RewriteCommand } from "#ui/rewrite-command.ts";

// The devices page is what people come for; everything else loads when it is opened.
const ConnectPage = loadOnDemand(() => import("#pages/connect-page.tsx").then((module) => module.default));
const DevicePage = loadOnDemand(() => import("#pages/device-page.tsx").then((module) => module.default));
const TroubleshootPage = loadOnDemand(() =>
  import("#pages/troubleshoot-page.tsx").then((module) => module.default),
);
const ActivityPage = loadOnDemand(() => import("#pages/activity-page.tsx").then((module) => module.default));
const SettingsPage = loadOnDemand(() => import("#pages/settings-page.tsx").then((module) => module.default));
const NotFoundPage = loadOnDemand(() => import("#pages/not-found-page.tsx").then((module) => module.default));

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

/** Everything is about the gateway that the page is connected to, was connected to last, or offers. */
function GatewayInUse({ start, children }: { readonly start: Start; readonly children: ReactNode }) {
  const { gatewayUrl } = useConnectionSnapshot().state;
  return <GatewayContext value={useGateways().of(gatewayUrl ?? start.gatewayUrl)}>{children}</GatewayContext>;
}

function Places({ start }: { readonly start: Start }) {
  const { state } = useConnectionSnapshot();
  // Here, since it must not be asked again when the connect screen is opened again.
  const [question, setQuestion] = useState(start.question);
  const wrapCommand = useWrapCommand();
  const location = useLocation();
  useSignInRedirects();
  usePagesOfLastResort();
  return (
    <RewriteCommand value={wrapCommand}>
      <DeviceDialogs>
        <ErrorBoundary what="The panel" resetKey={location}>
          <Routes>
            <Route element={<Shell />}>
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
              <Route path="devices" element={<DevicesPage />} />
              <Route path="devices/:deviceId" element={<DevicePage />} />
              <Route path="troubleshoot/:code?" element={<TroubleshootPage />} />
              <Route path="activity" element={<ActivityPage />} />
              <Route path="settings" element={<SettingsPage />} />
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
  const { url } = useGateway();
  const { state } = useConnectionSnapshot();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const hasList = useDeviceList().data !== undefined;
  const { phase } = state;
  const isApprovalWait = phase === "waiting" && state.waitsFor === "approval";
  useEffect(() => {
    if (phase === "connected") {
      rememberGateway(url);
      if (pathname === "/connect") void navigate("/devices", { replace: true });
    } else if (pathname.startsWith("/devices") && !hasList) {
      if (phase === "idle" || phase === "blocked" || isApprovalWait)
        void navigate("/connect", { replace: true });
    }
  }, [phase, isApprovalWait, url, pathname, hasList, navigate]);
}

/**
 * Loads the pages that are needed when nothing answers any more, the server of this page included: when the first list
 * is on the screen, or when there is none to wait for.
 */
function usePagesOfLastResort(): void {
  const { phase } = useConnectionSnapshot().state;
  const hasList = useDeviceList().data !== undefined;
  const isWanted = hasList || phase === "idle" || phase === "blocked";
  useEffect(() => {
    if (!isWanted) return;
    return whenIdle(() => {
      TroubleshootPage.preload();
      ConnectPage.preload();
    });
  }, [isWanted]);
}
