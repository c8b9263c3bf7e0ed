import path from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  // This workspace's root; a project of its own needs no such line.
  turbopack: { root: path.resolve(import.meta.dirname, '../..') },
  poweredByHeader: false,
}

export default config
