import { useRef } from 'react'

export interface FileButtonProps {
  readonly label: string
  readonly primary?: boolean
  readonly disabled?: boolean
  /** One file at a time. */
  readonly single?: boolean
  /** What the browser offers; every file when absent, since files are recognised by their bytes. */
  readonly accept?: string
  onFiles(files: readonly File[]): void
}

/** A button that asks for files. */
export function FileButton({ label, primary, disabled, single = false, accept, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="ui-button"
        data-primary={primary || undefined}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple={!single}
        hidden
        accept={accept}
        aria-label={label}
        onChange={event => {
          onFiles([...(event.target.files ?? [])])
          // The same file may be chosen once more.
          event.target.value = ''
        }}
      />
    </>
  )
}
