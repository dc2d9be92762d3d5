"use client";
import { LateThemeMenu } from "#web/features/home/late-theme-menu";
import { PageFrame } from "#web/features/home/page-frame";
import { WayHome } from "#web/features/home/way-home";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PageFrame theme={<LateThemeMenu />}>
      <WayHome
        title="This page stopped working"
        action={
          // Not the shared button: every page fetches this one, for the day it breaks.
          <button
            type="button"
            onClick={reset}
            className="inline-flex h-9 items-center rounded-md bg-accent px-4 font-semibold text-accent-ink hover:brightness-110 active:brightness-95"
          >
            Try again
          </button>
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
