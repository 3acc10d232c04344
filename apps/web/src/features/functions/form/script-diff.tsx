import { unifiedMergeView } from "@codemirror/merge";
import CodeMirror, { EditorState, EditorView } from "@uiw/react-codemirror";
import { useTranslation } from "react-i18next";
import { SCRIPT_STYLE } from "../../../components/script-style.ts";

interface ScriptDiffProps {
  mine: string;
  theirs: string;
  label: string;
}

/** Their script, with the lines of mine that are not in it struck out in between. */
export function ScriptDiff({ mine, theirs, label }: ScriptDiffProps) {
  const { t } = useTranslation("functions");
  return (
    <CodeMirror
      value={theirs}
      theme="none"
      maxHeight="320px"
      readOnly
      basicSetup={{ foldGutter: false, highlightActiveLine: false }}
      extensions={[
        ...SCRIPT_STYLE,
        LOOK,
        unifiedMergeView({
          original: mine,
          mergeControls: false,
          collapseUnchanged: { margin: 3, minSize: 8 },
        }),
        EditorState.phrases.of({
          "$ unchanged lines": t("form.conflict.unchanged"),
        }),
        EditorView.contentAttributes.of({ "aria-label": label }),
      ]}
    />
  );
}

const color = (name: string) => `var(--mui-palette-${name}-main)`;
const tint = (name: string, percent: number) =>
  `color-mix(in srgb, ${color(name)} ${percent}%, transparent)`;

const LOOK = EditorView.theme({
  ".cm-changedLine": { backgroundColor: tint("success", 10) },
  ".cm-changedText": { background: tint("success", 25) },
  ".cm-deletedChunk": {
    backgroundColor: tint("error", 10),
    paddingLeft: "6px",
  },
  ".cm-deletedChunk .cm-deletedText": { background: tint("error", 25) },
  ".cm-changeGutter": { width: "3px" },
  ".cm-changedLineGutter": { backgroundColor: color("success") },
  ".cm-deletedLineGutter": { backgroundColor: color("error") },
  ".cm-collapsedLines": {
    background: "none",
    color: "var(--mui-palette-text-secondary)",
    // Our font has no glyph for the package's own marks.
    "&:before, &:after": { content: '"···"' },
  },
});
