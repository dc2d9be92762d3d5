/** Records of a board that carry a payload wherever a record can hold a text or an address. Valid ones are shown. */
import { FOREIGN, type Payload } from "./xss-payloads.ts";

export interface BoardItem {
  key: string;
  val: Record<string, unknown>;
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** tldraw's order of shapes: a fractional index with two digits. */
const indexAt = (n: number) => `b${DIGITS[Math.floor(n / 62)]}${DIGITS[n % 62]}`;

const richText = (text: string, href?: string) => ({
  type: "doc",
  content: [
    {
      type: "paragraph",
      content: [
        {
          type: "text",
          text,
          ...(href === undefined ? {} : { marks: [{ type: "link", attrs: { href, class: href } }] }),
        },
      ],
    },
  ],
});

const LOOK = { color: "black", size: "s", font: "sans" };
const LABEL = { ...LOOK, align: "middle", verticalAlign: "middle", labelColor: "black", growY: 0 };

/** The properties of each kind of shape that holds a text. */
const TEXTS: ((text: string, href?: string) => [type: string, props: object])[] = [
  (text, href) => [
    "text",
    { ...LOOK, textAlign: "start", w: 200, autoSize: true, scale: 1, richText: richText(text, href) },
  ],
  (text, href) => ["note", { ...LABEL, fontSizeAdjustment: 0, url: "", scale: 1, richText: richText(text, href) }],
  (text, href) => [
    "geo",
    {
      ...LABEL,
      geo: "rectangle",
      w: 150,
      h: 80,
      dash: "solid",
      url: "",
      fill: "none",
      scale: 1,
      richText: richText(text, href),
    },
  ],
  (text) => ["frame", { w: 150, h: 80, name: text, color: "black" }],
];

export const ADDRESSES = (id: number) => [
  `javascript:xss(${id})`,
  `java\tscript:xss(${id})`,
  `data:text/html,<script>xss(${id})</script>`,
  `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="xss(${id})"/>`,
  `https://${FOREIGN}/${id}`,
  `//${FOREIGN}/${id}`,
  `https://${FOREIGN}/"onmouseover="xss(${id})`,
];

/** `page`: the id of the board's page, `room`: for an image that is this server's own. */
export function hostileBoard(payloads: readonly Payload[], page: string): { shown: BoardItem[]; others: BoardItem[] } {
  let n = 0;
  const shape = (type: string, props: object, more: object = {}): BoardItem => {
    const id = `shape:hostile${n}`;
    const at = { x: (n % 12) * 220, y: Math.floor(n / 12) * 120, index: indexAt(n++ % 3800) };
    const rest = { rotation: 0, isLocked: false, opacity: 1, meta: {}, parentId: page };
    return { key: id, val: { id, typeName: "shape", type, ...at, ...rest, props, ...more } };
  };
  const shown = payloads.map(({ text }, at) => {
    const [type, props] = (TEXTS[at % TEXTS.length] as (typeof TEXTS)[number])(text);
    return shape(type, props, { meta: { text } });
  });
  const others = ADDRESSES(900).flatMap((address) => {
    const asset = `asset:hostile${n}`;
    const record = (type: string, props: object): BoardItem => ({
      key: `${asset}${type}`,
      val: { id: `${asset}${type}`, typeName: "asset", type, props, meta: {} },
    });
    const size = { w: 100, h: 60 };
    const file = { ...size, name: address, isAnimated: false, mimeType: "image/svg+xml", src: address, fileSize: 9 };
    return [
      ...TEXTS.map((make) => make(`see ${address}`, address)).map(([type, props]) => shape(type, props)),
      ...TEXTS.slice(1, 3)
        .map((make) => make(`at ${address}`))
        .map(([type, props]) => shape(type, { ...props, url: address })),
      shape("bookmark", { ...size, assetId: `${asset}bookmark`, url: address }),
      record("bookmark", { title: address, description: address, image: address, favicon: address, src: address }),
      shape("embed", { ...size, url: address }),
      record("image", file),
      shape("image", {
        ...size,
        playing: true,
        url: address,
        assetId: `${asset}image`,
        crop: null,
        flipX: false,
        flipY: false,
        altText: address,
      }),
      record("video", { ...file, mimeType: "video/mp4" }),
      shape("video", {
        ...size,
        time: 0,
        playing: true,
        autoplay: true,
        url: address,
        assetId: `${asset}video`,
        altText: address,
      }),
    ];
  });
  const [name] = payloads;
  const records: BoardItem[] = [
    {
      key: "document:document",
      val: { id: "document:document", typeName: "document", gridSize: 10, name: name?.text, meta: {} },
    },
    { key: page, val: { id: page, typeName: "page", name: name?.text, index: "a1", meta: {} } },
  ];
  return { shown: [...records, ...shown], others };
}
