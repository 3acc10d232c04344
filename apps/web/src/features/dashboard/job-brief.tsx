import Box from "@mui/material/Box";
import type { Job } from "@oscar/contracts";
import type { ReactNode } from "react";
import { ErrorState } from "../../components/error-state.tsx";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import { Section } from "../../components/section.tsx";
import { JobLine } from "./job-line.tsx";

/** So many jobs have room; the place is kept for them, so that nothing moves when they come. */
const SHOWN = 4;
const LINE_HEIGHT = 60;

interface JobBriefProps {
  id: string;
  title: string;
  /** Beside the title. */
  note?: ReactNode;
  /** In the place of jobs where there are none. */
  empty: ReactNode;
  /** Undefined while they are on their way. */
  jobs: Job[] | undefined;
  error: unknown;
  onRetry: () => void;
}

/** The latest jobs of a kind, each leading to its page. */
export function JobBrief(props: JobBriefProps) {
  const { id, title, note, empty, jobs, error, onRetry } = props;
  return (
    <Box id={id} sx={{ scrollMarginTop: 72 }}>
      <Section title={title} actions={note}>
        <Box sx={{ minHeight: SHOWN * LINE_HEIGHT }}>
          {jobs ? (
            <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
              {jobs.slice(0, SHOWN).map((job) => (
                <JobLine key={job.id} job={job} height={LINE_HEIGHT} />
              ))}
            </Box>
          ) : error ? (
            <ErrorState error={error} onRetry={onRetry} />
          ) : (
            <RowSkeletons rows={SHOWN} height={LINE_HEIGHT} />
          )}
          {jobs?.length === 0 && <Box sx={EMPTY}>{empty}</Box>}
        </Box>
      </Section>
    </Box>
  );
}

const EMPTY = {
  display: "grid",
  placeContent: "center",
  minHeight: SHOWN * LINE_HEIGHT,
  px: 3,
  borderTop: 1,
  borderColor: "divider",
  textAlign: "center",
  color: "text.secondary",
};
