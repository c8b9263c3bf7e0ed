import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import './styles.css'
import './stage.css'

export const metadata: Metadata = {
  title: 'Make a clip',
  description: 'A video clip from a text, ordered once and paid once.',
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#111318' },
  ],
}

export default function Layout({ children }: { children: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
