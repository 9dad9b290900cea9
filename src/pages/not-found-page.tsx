import { PlaceLink } from "#components/links.tsx";
import { Empty } from "#ui/empty.tsx";
import { Page } from "#ui/page.tsx";

export default function NotFoundPage() {
  return (
    <Page title="Nothing here" tabTitle="Not found">
      <Empty title="This address leads to no page of Gatehouse">
        <PlaceLink to="/devices">Go to the devices</PlaceLink>
      </Empty>
    </Page>
  );
}
