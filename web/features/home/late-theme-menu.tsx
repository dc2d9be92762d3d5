"use client";
/** The theme's menu where it stands beside the page's purpose: a room names these pages too and must not fetch it. */
import { type ComponentType, lazy, Suspense } from "react";

const ThemeMenu = lazy<ComponentType>(() =>
  import("./theme-menu.tsx").then(
    (part) => ({ default: part.ThemeMenu }),
    // The page that says what went wrong must not go wrong itself.
    () => ({ default: () => null }),
  ),
);

export function LateThemeMenu() {
  return (
    <Suspense fallback={<span className="size-7" />}>
      <ThemeMenu />
    </Suspense>
  );
}
