import { LateThemeMenu } from "#web/features/home/late-theme-menu";
import { PageFrame } from "#web/features/home/page-frame";
import { WayHome } from "#web/features/home/way-home";

export default function NotFound() {
  return (
    <PageFrame theme={<LateThemeMenu />}>
      <WayHome title="There is nothing at this address">
        A room’s link ends in its code, six characters such as ABC234. Check it with whoever sent it, or start from the
        first page.
      </WayHome>
    </PageFrame>
  );
}
