"use client";
import { Button } from "#web/components/ui/button";
import { PageFrame } from "#web/features/home/page-frame";
import { WayHome } from "#web/features/home/way-home";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PageFrame>
      <WayHome
        title="This page stopped working"
        action={
          <Button size="large" variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        What was saved is safe. Try again; if it happens once more, tell whoever runs this server
        {error.digest ? (
          <>
            {" "}
            and give them this number: <code className="font-mono text-md">{error.digest}</code>
          </>
        ) : null}
        .
      </WayHome>
    </PageFrame>
  );
}
