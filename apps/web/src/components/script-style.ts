import {
  HighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { tags } from "@lezer/highlight";
import { EditorView } from "@uiw/react-codemirror";
import { cspNonce } from "../lib/csp-nonce.ts";
import { MONO_FONT } from "../lib/mono-font.ts";

const v = (name: string) => `var(--mui-palette-${name})`;

const LOOK = EditorView.theme({
  "&": {
    fontSize: "13px",
    color: v("text-primary"),
    backgroundColor: v("background-paper"),
  },
  ".cm-scroller": {
    fontFamily: MONO_FONT,
    lineHeight: "20px",
  },
  ".cm-gutters": {
    color: v("text-secondary"),
    backgroundColor: "transparent",
    border: "none",
  },
  ".cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-cursor": { borderLeftColor: v("text-primary") },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: v("selected") },
});

const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.comment, color: v("text-secondary"), fontStyle: "italic" },
  { tag: tags.keyword, color: v("primary-main"), fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: v("success-main") },
  {
    tag: [tags.variableName, tags.definition(tags.variableName)],
    color: v("secondary-main"),
  },
  {
    tag: [tags.number, tags.bool, tags.attributeName],
    color: v("warning-main"),
  },
  { tag: tags.standard(tags.variableName), color: v("primary-main") },
]);

/** How a shell script looks, wherever it is shown. */
export const SCRIPT_STYLE = [
  EditorView.cspNonce.of(cspNonce() ?? ""),
  StreamLanguage.define(shell),
  LOOK,
  syntaxHighlighting(HIGHLIGHT),
  EditorView.lineWrapping,
];
