/** tldraw's colours on a light board, as its 3.15 palette has them. */
export interface BoardColor {
  solid: string;
  semi: string;
  note: string;
  highlight: string;
}

export const BOARD_COLORS: Record<string, BoardColor> = {
  black: {
    solid: "#1d1d1d",
    semi: "#e8e8e8",
    note: "#FCE19C",
    highlight: "#fddd00",
  },
  blue: {
    solid: "#4465e9",
    semi: "#dce1f8",
    note: "#8AA3FF",
    highlight: "#10acff",
  },
  green: {
    solid: "#099268",
    semi: "#d3e9e3",
    note: "#6FC896",
    highlight: "#00ffc8",
  },
  grey: {
    solid: "#9fa8b2",
    semi: "#eceef0",
    note: "#C0CAD3",
    highlight: "#cbe7f1",
  },
  "light-blue": {
    solid: "#4ba1f1",
    semi: "#ddedfa",
    note: "#9BC4FD",
    highlight: "#00f4ff",
  },
  "light-green": {
    solid: "#4cb05e",
    semi: "#dbf0e0",
    note: "#98D08A",
    highlight: "#65f641",
  },
  "light-red": {
    solid: "#f87777",
    semi: "#f4dadb",
    note: "#F7A5A1",
    highlight: "#ff7fa3",
  },
  "light-violet": {
    solid: "#e085f4",
    semi: "#f5eafa",
    note: "#DFB0F9",
    highlight: "#ff88ff",
  },
  orange: {
    solid: "#e16919",
    semi: "#f8e2d4",
    note: "#FAA475",
    highlight: "#ffa500",
  },
  red: {
    solid: "#e03131",
    semi: "#f4dadb",
    note: "#FC8282",
    highlight: "#ff636e",
  },
  violet: {
    solid: "#ae3ec9",
    semi: "#ecdcf2",
    note: "#DB91FD",
    highlight: "#c77cff",
  },
  yellow: {
    solid: "#f1ac4b",
    semi: "#f9f0e6",
    note: "#FED49A",
    highlight: "#fddd00",
  },
  white: {
    solid: "#FFFFFF",
    semi: "#f5f5f5",
    note: "#FFFFFF",
    highlight: "#ffffff",
  },
};
export const BLACK: BoardColor = { solid: "#1d1d1d", semi: "#e8e8e8", note: "#FCE19C", highlight: "#fddd00" };

export function boardColor(name: unknown): BoardColor {
  return (typeof name === "string" && Object.hasOwn(BOARD_COLORS, name) && BOARD_COLORS[name]) || BLACK;
}
