// Starts `tumen lsp` and hands the editor over to it; everything about the language is in that program.
const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

exports.activate = () => {
  const settings = workspace.getConfiguration('tumen');
  const server = { command: settings.get('command'), args: settings.get('arguments') };
  client = new LanguageClient('tumen', 'Tumen', server, { documentSelector: [{ language: 'tumen' }] });
  return client.start();
};

exports.deactivate = () => client && client.stop();
