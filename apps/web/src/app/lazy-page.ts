import { loadPart } from "../lib/later.ts";
import { type ComponentType, lazy, type LazyExoticComponent } from "react";

export type LazyPage<P = object> = LazyExoticComponent<ComponentType<P>> & {
  load: () => Promise<unknown>;
};

/** A page that is loaded when it is first shown, or before. */
export function lazyPage<P>(
  load: () => Promise<ComponentType<P>>,
): LazyPage<P> {
  const again = () => loadPart(load);
  const component = lazy(async () => ({ default: await again() }));
  return Object.assign(component, { load: again });
}
