import { Link } from "react-router";
import { Empty } from "#ui/empty.tsx";
import { Page } from "#ui/page.tsx";

/** An address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <Page title="Nothing here" tabTitle="Not found">
      <Empty title="This address leads to no page of Gatehouse">
        <Link className="text-accent-text underline" to="/devices">
          Go to the devices
        </Link>
      </Empty>
    </Page>
  );
}
