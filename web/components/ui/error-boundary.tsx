"use client";
import { RotateCcw } from "lucide-react";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "./button.tsx";

export interface ErrorBoundaryProps {
  /** What stopped, as the person calls it: "The board". */
  what: string;
  children: ReactNode;
}

/** Keeps a crash inside one panel: the rest of the page goes on, and the panel can be started again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(`${this.props.what} stopped`, error, info.componentStack);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert" className="flex h-full min-h-24 flex-col items-center justify-center gap-2 p-6 text-center">
        <p className="font-medium">{this.props.what} stopped working.</p>
        <p className="text-ink-2">Nothing is lost, and the rest of the page goes on.</p>
        <Button icon={<RotateCcw className="size-4" />} onClick={() => this.setState({ failed: false })}>
          Reload this panel
        </Button>
      </div>
    );
  }
}
