// Speaks to `tumen lsp` as VS Code does, through the protocol library that its client is built on. Prints what it got; ends with 1 when something is missing.
//   node try.mjs COMMAND [ARGUMENT...]
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)('vscode-languageserver-protocol/node');
const [command, ...rest] = process.argv.slice(2);
const server = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
const talk = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
const published = new Map();
talk.onNotification('textDocument/publishDiagnostics', p => published.set(p.uri, p.diagnostics));
talk.listen();

const text = `game "Pair", month by month
player client   may provoke, hold
player patron   may hold, reward
situation warmth   cold | close
next warmth   becomes close 0.4 if patron plays reward
client   loses risk if client plays provoke
         gains aid * wamth
estimate every weight, prior normal(0, 1)
assume discount 0.9
`;
const uri = 'untitled:Untitled-1', textDocument = { uri };
const failed = [];
const check = (what, holds) => { console.log(`${holds ? 'ok' : 'MISSING'}: ${what}`); if (!holds) failed.push(what); };

const { capabilities } = await talk.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
await talk.sendNotification('initialized', {});
await talk.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'tumen', version: 1, text } });
const symbols = await talk.sendRequest('textDocument/documentSymbol', { textDocument });
check('diagnostics of a text without a file', published.get(uri)?.some(d => d.code === 'G221'));
check('outline', symbols.some(s => s.name === 'client' && s.children.some(c => c.name === 'provoke')));
const fixes = await talk.sendRequest('textDocument/codeAction', { textDocument, range: { start: { line: 6, character: 0 }, end: { line: 6, character: 1 } }, context: { diagnostics: [] } });
const fix = fixes.find(f => f.title === 'Write `warmth`');
check('a way to mend', fix && fix.edit.changes[uri][0].newText === 'warmth');
await talk.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: text.replace('wamth', 'warmth') }] });
const position = { line: 3, character: 12 };
const references = await talk.sendRequest('textDocument/references', { textDocument, position, context: { includeDeclaration: true } });
check('three references of warmth', references.length === 3);
check('no errors when mended', !published.get(uri).some(d => d.severity === 1));
check('prepared rename', (await talk.sendRequest('textDocument/prepareRename', { textDocument, position })).placeholder === 'warmth');
const rename = await talk.sendRequest('textDocument/rename', { textDocument, position, newName: 'closeness' });
check('rename at three places', rename.changes[uri].length === 3);
check('hover', (await talk.sendRequest('textDocument/hover', { textDocument, position })).contents.value.includes('situation warmth'));
check('completion', (await talk.sendRequest('textDocument/completion', { textDocument, position: { line: 5, character: 30 } })).length > 0);
const tokens = await talk.sendRequest('textDocument/semanticTokens/full', { textDocument });
check('colours by meaning', tokens.data.length % 5 === 0 && tokens.data.length > 100 && capabilities.semanticTokensProvider.legend.tokenTypes.length > 5);
check('layout', Array.isArray(await talk.sendRequest('textDocument/formatting', { textDocument, options: { tabSize: 4, insertSpaces: true } })));
await talk.sendRequest('shutdown');
await talk.sendNotification('exit');
const code = await new Promise(done => server.on('exit', done));
check('an orderly end', code === 0);
process.exit(failed.length ? 1 : 0);
