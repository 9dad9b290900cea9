import { lazy, useEffect, useState } from "react";
import { HashRouter, Navigate, Route, Routes, useLocation, useNavigate } from "react-router";
import { DeviceDialogs } from "./device-dialogs.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Shell } from "./shell.tsx";
import type { Start } from "#data/start.ts";
import { useWrapCommand } from "#data/command-wrapper.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { rememberGateway } from "#data/known-gateways.ts";
import DevicesPage from "#pages/devices-page.tsx";
import { RewriteCommand } from "#ui/rewrite-command.ts";

// The devices page is what people come for; everything else loads when it is opened.
const ConnectPage = lazy(() => import("#pages/connect-page.tsx"));
const DevicePage = lazy(() => import("#pages/device-page.tsx"));
const TroubleshootPage = lazy(() => import("#pages/troubleshoot-page.tsx"));
const ActivityPage = lazy(() => import("#pages/activity-page.tsx"));
const SettingsPage = lazy(() => import("#pages/settings-page.tsx"));
const NotFoundPage = lazy(() => import("#pages/not-found-page.tsx"));

/** The whole page, once it is known how it was opened. */
export function App({ start }: { readonly start: Start }) {
  return (
    <ErrorBoundary>
      <HashRouter>
        <Places start={start} />
      </HashRouter>
    </ErrorBoundary>
  );
}

function Places({ start }: { readonly start: Start }) {
  const { state } = useConnectionSnapshot();
  const gatewayUrl = state.gatewayUrl ?? start.gatewayUrl;
  // Here, since it must not be asked again when the connect screen is opened again.
  const [question, setQuestion] = useState(start.question);
  const wrapCommand = useWrapCommand();
  useSignInRedirects(gatewayUrl);
  return (
    <RewriteCommand value={wrapCommand}>
      <DeviceDialogs gatewayUrl={gatewayUrl}>
        <Routes>
          <Route element={<Shell gatewayUrl={gatewayUrl} />}>
            <Route
              index
              element={<Navigate to={state.phase === "idle" ? "/connect" : "/devices"} replace />}
            />
            <Route
              path="connect"
              element={<ConnectPage start={start} question={question} onAnswered={() => setQuestion(null)} />}
            />
            <Route path="devices" element={<DevicesPage gatewayUrl={gatewayUrl} />} />
            <Route path="devices/:deviceId" element={<DevicePage gatewayUrl={gatewayUrl} />} />
            <Route path="troubleshoot/:code?" element={<TroubleshootPage gatewayUrl={gatewayUrl} />} />
            <Route path="activity" element={<ActivityPage gatewayUrl={gatewayUrl} />} />
            <Route path="settings" element={<SettingsPage gatewayUrl={gatewayUrl} />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </DeviceDialogs>
    </RewriteCommand>
  );
}

/**
 * Leads to the connect screen where there is no list to show, and from it to the devices once signed in.
 * A list that was read stays on the screen when the connection is lost, whatever the reason.
 */
function useSignInRedirects(gatewayUrl: string): void {
  const { state } = useConnectionSnapshot();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const hasList = useDeviceList(gatewayUrl).data !== undefined;
  const { phase } = state;
  const isApprovalWait = phase === "waiting" && state.waitsFor === "approval";
  useEffect(() => {
    if (phase === "connected") {
      rememberGateway(gatewayUrl);
      if (pathname === "/connect") void navigate("/devices", { replace: true });
    } else if (pathname.startsWith("/devices") && !hasList) {
      if (phase === "idle" || phase === "blocked" || isApprovalWait)
        void navigate("/connect", { replace: true });
    }
  }, [phase, isApprovalWait, gatewayUrl, pathname, hasList, navigate]);
}
