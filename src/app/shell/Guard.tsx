import { Component, type ReactNode } from 'react'
import { useTexts } from '../../i18n'
import { ErrorNote } from '../../ui/ErrorNote'

export interface GuardProps {
  /** What failed, in words: the title of the note in its place. */
  readonly what: string
  /** What to do if it fails again. */
  readonly advice?: string
  readonly children: ReactNode
  /** Before the other try. */
  readonly onRetry?: () => void
}

interface GuardState {
  readonly error: unknown
  readonly failed: boolean
}

/** Keeps a failure where it happened: a note in the place of what failed, with another try; the rest lives on. */
export class Guard extends Component<GuardProps, GuardState> {
  override state: GuardState = { error: null, failed: false }

  static getDerivedStateFromError(error: unknown): GuardState {
    return { error, failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    const { error } = this.state
    return (
      <ErrorNote
        what={this.props.what}
        advice={this.props.advice}
        detail={error instanceof Error ? error.message : String(error)}
        onRetry={() => {
          this.props.onRetry?.()
          this.setState({ error: null, failed: false })
        }}
      />
    )
  }
}

/** The guard of a page: another page, told by its key, starts afresh. */
export function PageGuard({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts()
  return <Guard what={t('app.error.page')}>{children}</Guard>
}
