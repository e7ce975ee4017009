import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab, temporarilySetTabFocusMode } from '@codemirror/commands'
import { sql } from '@codemirror/lang-sql'
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Language } from '../../i18n'
import { duckDb } from './dialect'
import { functionNames, schemaNames } from './schemaNames'

export interface EditorOptions {
  readonly text: string
  readonly language: Language
  /** The editor's name for those who cannot see it. */
  readonly label: string
  readonly placeholder: string
  onRun(all: boolean): void
  onChange(text: string): void
}

/** The colours are those of the page, so both themes are one style. */
const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: 'none' },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--text)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', fontFamily: 'var(--font)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-sql-error': { backgroundColor: 'var(--bad-soft)', borderBottom: '2px solid var(--bad)' },
})

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '500' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--class-c)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--muted)', fontStyle: 'italic' },
  { tag: tags.typeName, color: 'var(--class-b)' },
])

const setError = StateEffect.define<{ from: number; to: number } | null>()
const errorMark = Decoration.mark({ class: 'cm-sql-error' })
const errors = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find(each => each.is(setError))
    if (effect?.is(setError)) {
      return effect.value === null
        ? Decoration.none
        : Decoration.set(errorMark.range(effect.value.from, effect.value.to))
    }
    return transaction.docChanged ? Decoration.none : marks
  },
  provide: field => EditorView.decorations.from(field),
})

const names = new Compartment()
const labels = new Compartment()

const languageOf = (language: Language): Extension => [
  sql({ dialect: duckDb, schema: schemaNames(language), upperCaseKeywords: true }),
  duckDb.language.data.of({
    autocomplete: functionNames.map(label => ({ label, type: 'function', apply: `${label}(`, boost: -20 })),
  }),
]
const labelsOf = (label: string, words: string): Extension => [
  EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
  placeholder(words),
]

/** The nonce that the server wrote into the page; a file server writes none. */
function nonce(): string {
  const written = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  return written === '__CSP_NONCE__' ? '' : written
}

/**
 * Text over a selection is put in by us: Chromium would first make an element with the style of what it replaces, which
 * the page's policy reports. Brackets and quotes are left to `closeBrackets`, which puts the selection between them.
 */
const overSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType } = event
    if (inputType !== 'insertText' || !data || view.composing || view.state.selection.main.empty) return false
    if (/^[([{'"]$/.test(data)) return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})

export interface SqlEditor {
  text(): string
  /** The text that is selected, empty without, and where the cursor stands. */
  selection(): { readonly from: number; readonly to: number }
  setText(text: string): void
  insert(text: string): void
  /** Marks the word at a place; null takes the mark away. */
  mark(place: { readonly from: number; readonly to: number } | null): void
  setLanguage(language: Language, label: string, placeholder: string): void
  focus(): void
  end(): void
}

/** CodeMirror in `parent`. Tab indents; Esc and then Tab leaves the editor. */
export function openEditor(parent: HTMLElement, options: EditorOptions): SqlEditor {
  const run = (all: boolean) => () => {
    options.onRun(all)
    return true
  }
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        EditorView.cspNonce.of(nonce()),
        keymap.of([
          { key: 'Mod-Enter', run: run(false) },
          { key: 'Mod-Shift-Enter', run: run(true) },
          { key: 'Tab', run: acceptCompletion },
        ]),
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ icons: false }),
        names.of(languageOf(options.language)),
        labels.of(labelsOf(options.label, options.placeholder)),
        look,
        syntaxHighlighting(colours),
        errors,
        EditorView.lineWrapping,
        overSelection,
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          { key: 'Escape', run: temporarilySetTabFocusMode },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of(update => {
          if (update.docChanged) options.onChange(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    text: () => view.state.doc.toString(),
    selection: () => view.state.selection.main,
    setText: text => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    insert: text => {
      view.dispatch(view.state.replaceSelection(text))
      view.focus()
    },
    mark: place => {
      const length = view.state.doc.length
      const to = place === null ? 0 : Math.min(length, Math.max(place.to, place.from + 1))
      const from = place === null ? 0 : Math.min(place.from, Math.max(0, to - 1))
      view.dispatch({
        effects: setError.of(place === null || from >= to ? null : { from, to }),
        ...(place === null ? {} : { selection: { anchor: from }, scrollIntoView: true }),
      })
    },
    setLanguage: (language, label, words) =>
      view.dispatch({ effects: [names.reconfigure(languageOf(language)), labels.reconfigure(labelsOf(label, words))] }),
    focus: () => view.focus(),
    end: () => view.destroy(),
  }
}
