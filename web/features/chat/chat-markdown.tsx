"use client";
/** A message's Markdown: bold, italic, code, lists, quotes and links. Loaded with the first message. */
import { memo, type ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize, { type Options } from "rehype-sanitize";
import { useFiles, useWorkbench } from "#web/features/room/room";
import { readPlaceUrl } from "./chat-links.ts";
import { remarkChat } from "./remark-chat.ts";

const TAGS = ["p", "strong", "em", "code", "pre", "a", "ul", "ol", "li", "br", "blockquote"];

const SCHEMA: Options = {
  tagNames: TAGS,
  attributes: { a: ["href"], ol: ["start"] },
  protocols: { href: ["http", "https", "mailto", "place"] },
  clobber: [],
  ancestors: { li: ["ol", "ul"] },
};

const SAFE = /^(https?:|mailto:|place:)/i;

const COMPONENTS: Components = {
  p: ({ children }) => (
    <p dir="auto" className="break-words whitespace-pre-wrap">
      {children}
    </p>
  ),
  code: ({ children }) => (
    <code dir="ltr" className="rounded-sm bg-sunken px-1 font-mono text-sm break-words">
      {children}
    </code>
  ),
  pre: ({ children }) => (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable without a mouse
      tabIndex={0}
      dir="ltr"
      className="my-1 overflow-x-auto rounded-md bg-sunken p-2 font-mono text-sm [&_code]:p-0"
    >
      {children}
    </pre>
  ),
  ul: ({ children }) => <ul className="my-0.5 list-disc pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="my-0.5 list-decimal pl-5">
      {children}
    </ol>
  ),
  li: ({ children }) => (
    <li dir="auto" className="break-words">
      {children}
    </li>
  ),
  blockquote: ({ children }) => (
    <blockquote className="my-0.5 border-l-2 border-line-strong pl-2 text-ink-2">{children}</blockquote>
  ),
  a: ({ href, children }) => <ChatLink href={href ?? ""}>{children}</ChatLink>,
};

export const ChatMarkdown = memo(function ChatMarkdown({ text }: { text: string }) {
  return (
    <Markdown
      remarkPlugins={[remarkChat]}
      rehypePlugins={[[rehypeSanitize, SCHEMA]]}
      allowedElements={TAGS}
      unwrapDisallowed
      urlTransform={(url) => (SAFE.test(url) ? url : "")}
      components={COMPONENTS}
    >
      {text}
    </Markdown>
  );
});

function ChatLink({ href, children }: { href: string; children: ReactNode }) {
  const place = readPlaceUrl(href);
  if (place) return <PlaceLink place={place}>{children}</PlaceLink>;
  if (href === "") return children;
  const shown = typeof children === "string" ? children : "";
  return (
    <>
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        title={href}
        className="break-all text-accent-text underline"
      >
        {children}
      </a>
      {shown === href ? null : <span className="text-sm text-ink-3"> ({hostOf(href)})</span>}
    </>
  );
}

/** Where a link with other words really goes. */
function hostOf(href: string): string {
  try {
    const url = new URL(href);
    return url.host || url.pathname;
  } catch {
    return href;
  }
}

/** A link only while the room has that file: "example.com:80" is none. */
function PlaceLink({ place, children }: { place: NonNullable<ReturnType<typeof readPlaceUrl>>; children: ReactNode }) {
  const { go } = useWorkbench();
  const known = useFiles().some(({ path }) => path === place.path);
  if (!known) return children;
  return (
    <button
      type="button"
      onClick={() => go(place)}
      className="inline font-mono text-sm break-all text-accent-text underline"
    >
      {children}
    </button>
  );
}
