import { Component, type ReactNode } from "react";
import { useLocation } from "react-router";
import { CrashPage } from "./crash-page.tsx";

interface BoundaryProps {
  /** With another address another page gets its chance. */
  address: string;
  children: ReactNode;
}

interface BoundaryState {
  error: unknown;
  address: string;
}

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {
    error: undefined,
    address: this.props.address,
  };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error: error ?? new Error("Something was thrown.") };
  }

  static getDerivedStateFromProps(
    { address }: BoundaryProps,
    state: BoundaryState,
  ): BoundaryState | null {
    return address === state.address ? null : { error: undefined, address };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? (
      this.props.children
    ) : (
      <CrashPage error={error} />
    );
  }
}

/** Shows the crash page in the place of a page that breaks, or cannot be loaded. */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <Boundary address={pathname}>{children}</Boundary>;
}
