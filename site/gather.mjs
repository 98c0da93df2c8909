// Puts every document of the repository where the site is built from: same folders, same names, so that links between them stay as they are.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url)), root = resolve(here, '..'), pages = join(here, 'pages')
const documents = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'docs', 'catalog', 'studies', 'r/README.md', 'python/README.md', 'editors/README.md', 'site/README.md', 'src/Tumen.Games/README.md']
const skipped = new Set(['node_modules', 'bin', 'obj', 'out', '.git'])

/** Every Markdown file at or under a path, relative to the root. */
function markdown(path) {
  const full = join(root, path)
  if (path.endsWith('.md')) return [path]
  return readdirSync(full, { withFileTypes: true }).filter(e => !skipped.has(e.name))
    .flatMap(e => e.isDirectory() ? markdown(posix.join(path, e.name)) : e.name.endsWith('.md') ? [posix.join(path, e.name)] : [])
}

/** A text with links to files that are no pages turned into their names, and braces that Vue would read made plain. */
function page(text, file, known) {
  let fenced = false
  return commands(text).split('\n').map(line => {
    if (/^\s*(```|~~~)/.test(line)) { fenced = !fenced; return line }
    if (fenced || /^ {4}/.test(line)) return line
    return line
      .replace(/(?<!!)\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, words, to) => {
        if (/^(https?:|#|mailto:)/.test(to)) return whole
        const target = posix.normalize(posix.join(posix.dirname(file), to.split('#')[0]))
        return known.has(target) ? whole : known.has(posix.join(target, 'README.md')) ? `[${words}](${posix.join(to, 'README.md')})` : words
      })
      .replace(/\{\{/g, '&#123;&#123;')
      .replace(/<(?=[A-Z][A-Z.]*>)/g, '&lt;')
  }).join('\n')
}

/** Indented blocks as fenced ones, which the site can scroll and copy; what continues an item of a list stays. */
function commands(text) {
  const lines = text.split('\n'), out = []
  let fenced = false
  for (let k = 0; k < lines.length; k++) {
    if (/^\s*(```|~~~)/.test(lines[k])) fenced = !fenced
    const before = out.findLast(l => l.trim() !== '') ?? ''
    if (fenced || !lines[k].startsWith('    ') || (k > 0 && lines[k - 1].trim() !== '') || /^\s*([-*]|\d+\.)\s|^\s{2,}/.test(before)) { out.push(lines[k]); continue }
    let end = k
    while (end + 1 < lines.length && (lines[end + 1].startsWith('    ') || (lines[end + 1].trim() === '' && lines[end + 2]?.startsWith('    ')))) end++
    out.push('```text', ...lines.slice(k, end + 1).map(l => l.slice(4)), '```')
    k = end
  }
  return out.join('\n')
}

/** The four parts of docs/README.md, as the site's side bar: [{ text, items: [{ text, link }] }]. */
export function sidebar() {
  const parts = []
  for (const line of readFileSync(join(root, 'docs/README.md'), 'utf8').split('\n')) {
    const head = /^\*\*(.+?)\*\*/.exec(line)
    if (head) parts.push({ text: head[1], items: [] })
    else if (line.startsWith('- ') && parts.length) {
      for (const [, text, to] of line.matchAll(/\[([^\]]*)\]\(([^)\s]+\.md)\)/g)) parts.at(-1).items.push({ text: text[0].toUpperCase() + text.slice(1), link: '/' + posix.normalize(posix.join('docs', to)).replace(/\.md$/, '') })
    }
  }
  return parts.map(p => ({ ...p, items: p.items.map(i => ({ ...i, link: i.link.replace(/README$/, '') })) }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(pages, { recursive: true, force: true })
  const files = documents.flatMap(d => existsSync(join(root, d)) ? markdown(d) : []), known = new Set(files)
  for (const file of files) {
    mkdirSync(dirname(join(pages, file)), { recursive: true })
    writeFileSync(join(pages, file), page(readFileSync(join(root, file), 'utf8'), file, known))
  }
  for (const pictures of ['docs/workbench', 'docs/gallery']) {
    if (existsSync(join(root, pictures))) cpSync(join(root, pictures), join(pages, pictures), { recursive: true })
  }
  console.log(`${files.length} pages from ${relative(process.cwd(), root) || '.'}`)
}
