import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sidebar } from '../gather.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const grammar = JSON.parse(readFileSync(join(here, '../../editors/vscode/syntaxes/tumen.tmLanguage.json'), 'utf8'))
const readme = name => [`${name}README.md`, `${name}index.md`]

// One page a document, the README of a folder as its index. Searching works without a server; texts of the language are coloured by the editor's own grammar.
export default {
  title: 'Tumen',
  description: 'A laboratory for strategic relationships between unequal states',
  srcDir: './pages',
  outDir: './out',
  cleanUrls: true,
  rewrites: Object.fromEntries(['', 'docs/', 'catalog/', 'catalog/episodes/', 'r/', 'python/', 'editors/', 'site/', 'src/Tumen.Games/'].map(readme)),
  markdown: { languages: [{ ...grammar, name: 'game', aliases: ['codebook', 'study', 'claims', 'tumen'] }] },
  themeConfig: {
    nav: [{ text: 'A first study', link: '/docs/first-study' }, { text: 'All documents', link: '/docs/' }, { text: 'Catalog', link: '/catalog/' }, { text: 'Changes', link: '/CHANGELOG' }],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
  },
}
