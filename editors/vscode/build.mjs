// Writes tumen-VERSION.vsix: the extension with its client library in one script, ready to install without npm. Same sources, same bytes.
//   npm ci && node build.mjs [FOLDER]
import { build } from 'esbuild';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, crc32 } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? here;
const about = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

const bundle = await build({
  entryPoints: [join(here, 'extension.js')], bundle: true, minify: true, platform: 'node', target: 'node18', format: 'cjs', external: ['vscode'], write: false, legalComments: 'inline', logLevel: 'warning',
});

const { scripts, dependencies, devDependencies, ...manifest } = about;
manifest.main = './extension.js';
const xml = text => String(text).replace(/[<>&"]/g, c => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[c]);
const files = [
  ['extension.vsixmanifest', `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${xml(about.name)}" Version="${xml(about.version)}" Publisher="${xml(about.publisher)}" />
    <DisplayName>${xml(about.displayName)}</DisplayName>
    <Description xml:space="preserve">${xml(about.description)}</Description>
    <Tags>${xml(about.keywords.join(','))}</Tags>
    <Categories>${xml(about.categories.join(','))}</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${xml(about.engines.vscode)}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace" />
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code" /></Installation>
  <Dependencies />
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true" />
  </Assets>
</PackageManifest>
`],
  ['[Content_Types].xml', `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${['json', 'js', 'md', 'txt', 'vsixmanifest'].map(e => `<Default Extension=".${e}" ContentType="${{ json: 'application/json', js: 'application/javascript', md: 'text/markdown', txt: 'text/plain', vsixmanifest: 'text/xml' }[e]}" />`).join('')}</Types>
`],
  ['extension/package.json', JSON.stringify(manifest, null, 2) + '\n'],
  ['extension/extension.js', bundle.outputFiles[0].contents],
  ['extension/README.md', readFileSync(join(here, 'README.md'))],
  ['extension/LICENSE.txt', readFileSync(join(here, 'LICENSE'))],
  ['extension/language-configuration.json', readFileSync(join(here, 'language-configuration.json'))],
  ['extension/syntaxes/tumen.tmLanguage.json', readFileSync(join(here, 'syntaxes/tumen.tmLanguage.json'))],
].map(([name, content]) => [name, Buffer.from(content)]);

// A zip by the book (APPNOTE 4.3): local headers, directory, end; every time stamp is 1 January 1980.
const DAY = 0x21;
const parts = [], directory = [];
let offset = 0;
for (const [name, content] of files) {
  const label = Buffer.from(name), packed = deflateRawSync(content, { level: 9 }), sum = crc32(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt16LE(0, 6);
  common.writeUInt16LE(DAY, 8);
  common.writeUInt32LE(sum, 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(label.length, 22);
  parts.push(Buffer.from('504b0304', 'hex'), common, label, packed);
  const entry = Buffer.alloc(14);
  entry.writeUInt32LE(0, 6); // no attributes
  entry.writeUInt32LE(offset, 10);
  directory.push(Buffer.from('504b01021400', 'hex'), common, entry, label);
  offset += 30 + label.length + packed.length;
}

const index = Buffer.concat(directory), end = Buffer.alloc(18);
end.writeUInt16LE(files.length, 4);
end.writeUInt16LE(files.length, 6);
end.writeUInt32LE(index.length, 8);
end.writeUInt32LE(offset, 12);
mkdirSync(folder, { recursive: true });
const out = join(folder, `${about.name}-${about.version}.vsix`);
writeFileSync(out, Buffer.concat([...parts, index, Buffer.from('504b0506', 'hex'), end]));
console.log(out);
