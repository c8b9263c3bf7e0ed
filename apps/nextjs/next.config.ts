import path from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  // Not bundled: they open files and sockets of their own, and are loaded once for all routes.
  serverExternalPackages: ['@apikley/client', '@apikley/ai-sdk-provider', 'ai'],
  // This workspace's root; a project of its own needs no such line.
  turbopack: { root: path.resolve(import.meta.dirname, '../..') },
  poweredByHeader: false,
}

export default config
