import {
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useState,
} from "react";
import { loadPart, whenPartsAreHere } from "../lib/later.ts";

interface LaterProps {
  /** It is asked for. */
  isUrgent?: boolean;
  children: ReactNode;
}

/** What the first page is complete without; put in when that is shown. */
export function Later({ isUrgent = false, children }: LaterProps) {
  const [isDue, setIsDue] = useState(isUrgent);
  if (isUrgent && !isDue) setIsDue(true);
  useEffect(() => {
    void whenPartsAreHere().then(() => setIsDue(true));
  }, []);
  return isDue && <Suspense>{children}</Suspense>;
}

/**
 * A component whose code is fetched when it is first drawn, such as a dialog. `StandIn` is
 * shown until it is here: nothing, where there was nothing before.
 */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  StandIn?: ComponentType<P>,
): ComponentType<P> {
  const Part = lazy(async () => ({ default: await loadPart(load) }));
  return function LazyPart(props: P) {
    return (
      <Suspense fallback={StandIn && <StandIn {...props} />}>
        <Part {...props} />
      </Suspense>
    );
  };
}
