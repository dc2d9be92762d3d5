"use client";
import { setNonce } from "get-nonce";
import { createContext, type ReactNode, useContext } from "react";

const NonceContext = createContext("");

/** Hands the request's CSP nonce to whatever makes style elements: Radix through get-nonce, ours through `useNonce`. */
export function NonceProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  if (typeof window !== "undefined" && nonce) setNonce(nonce);
  return <NonceContext value={nonce}>{children}</NonceContext>;
}

export function useNonce(): string {
  return useContext(NonceContext);
}
