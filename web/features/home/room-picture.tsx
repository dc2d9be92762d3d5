import type { CSSProperties, ReactNode } from "react";

const Word = ({ kind, children }: { kind: string; children: ReactNode }) => (
  <span style={{ color: `var(--syn-${kind})` }}>{children}</span>
);

function Caret({ name, color }: { name: string; color: number }) {
  const style: CSSProperties = { background: `var(--p${color})` };
  return (
    <span className="relative inline-block h-5 w-0.5 align-middle" style={style}>
      <span
        style={style}
        className="absolute bottom-full left-0 rounded-sm rounded-bl-none px-1.5 font-sans text-[10.5px] leading-4 font-semibold text-avatar-ink"
      >
        {name}
      </span>
    </span>
  );
}

const LINES: { key: string; code: ReactNode }[] = [
  { key: "comment", code: <Word kind="comment">{"// one file, two cursors"}</Word> },
  {
    key: "head",
    code: (
      <>
        <Word kind="keyword">function</Word> <Word kind="name">greet</Word>(name) {"{"}
      </>
    ),
  },
  {
    key: "body",
    code: (
      <>
        {"  "}
        <Word kind="keyword">return</Word> <Word kind="string">`Hello, $&#123;name&#125;!`</Word>
        <Caret name="Priya" color={1} />
      </>
    ),
  },
  { key: "end", code: "}" },
  { key: "blank", code: " " },
  {
    key: "call",
    code: (
      <>
        console.<Word kind="name">log</Word>(<Word kind="name">greet</Word>(<Word kind="string">"class"</Word>
        <Caret name="Mo" color={5} />
        ))
      </>
    ),
  },
];

/** A drawing of a room, for those who have not seen one yet. */
export function RoomPicture() {
  return (
    <div aria-hidden="true" className="overflow-hidden rounded-lg border border-line bg-surface select-none">
      <div className="flex h-9 items-center gap-2 border-b border-line px-3 text-sm text-ink-2">
        <span className="font-mono text-xs font-semibold text-warn">JS</span> main.js
        <span className="ml-auto rounded-full bg-ok-soft px-2 font-medium text-ok">Saved</span>
      </div>
      <pre className="bg-code-bg py-3 font-mono text-md/6">
        {LINES.map(({ key, code }, index) => (
          <div key={key} className="flex">
            <span className="w-10 flex-none pr-4 text-right text-code-gutter">{index + 1}</span>
            <span>{code}</span>
          </div>
        ))}
      </pre>
      <div className="border-t border-line px-3 py-2.5 font-mono text-sm">
        Hello, class! <span className="float-right font-sans text-ink-3">Priya ran main.js</span>
      </div>
    </div>
  );
}
