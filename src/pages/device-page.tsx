import { Link, useParams } from "react-router";
import { useDeviceList } from "#data/device-list.ts";
import { fingerprintHex, fingerprintWords } from "#domain/fingerprint.ts";
import { shownName } from "#domain/names.ts";
import { safeText } from "#lib/safe-text.ts";
import { Empty } from "#ui/empty.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { Page } from "#ui/page.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

/** One device. Its grants, tokens and actions come with a later version. */
export default function DevicePage({ gatewayUrl }: { readonly gatewayUrl: string }) {
  const { deviceId = "" } = useParams();
  const query = useDeviceList(gatewayUrl);
  const device = query.data?.paired.find((paired) => paired.deviceId === deviceId);
  if (!query.data && !query.isError) return <SkeletonRows rows={3} label="Loading device" />;
  if (!device) {
    return (
      <Page title="Device not found" tabTitle="Device not found">
        <Empty title="No paired device has this id">
          <span className="font-mono text-sm [overflow-wrap:anywhere]">{safeText(deviceId, 80).plain}</span>
          <br />
          It may have been removed. <BackLink />
        </Empty>
      </Page>
    );
  }
  const name = shownName(device).safe;
  return (
    <Page
      title={<HostileText text={name} />}
      tabTitle={name.plain}
      subtitle={fingerprintWords(device.deviceId)?.join(" · ")}
    >
      <p className="font-mono text-[0.85rem] [overflow-wrap:anywhere] text-muted">
        {fingerprintHex(device.deviceId) ?? safeText(device.deviceId, 128).plain}
      </p>
      <p className="my-4">
        Grants, tokens, history and actions of a single device are not here yet. <BackLink />
      </p>
    </Page>
  );
}

function BackLink() {
  return (
    <Link className="text-accent-text underline" to="/devices">
      Back to all devices
    </Link>
  );
}
