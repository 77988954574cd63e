// Takes one message, verifies and opens it by docs/consumers.md alone, and prints its payload.
//
// Arguments: port of the broker, address, branch, file with the branch's private JWK, file with the service's JWK set.
// Needs rhea and jose.
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const rhea = require('rhea');
const jose = require('jose');
const [port, address, branch, privateKey, keySet] = process.argv.slice(2);

async function opened(message) {
  const attributes = message.application_properties;
  const recipient = await jose.importJWK(JSON.parse(readFileSync(privateKey)), 'RSA-OAEP-256');
  const letter = await jose.compactDecrypt(Buffer.from(message.body.content).toString('ascii'), recipient,
    { keyManagementAlgorithms: ['RSA-OAEP-256'], contentEncryptionAlgorithms: ['A256GCM'] });
  const keys = jose.createLocalJWKSet(JSON.parse(readFileSync(keySet)));
  const { payload, protectedHeader } = await jose.compactVerify(new TextDecoder().decode(letter.plaintext), keys,
    { algorithms: ['ES256'] });
  assert.equal(protectedHeader.typ, 'recruitment-intake-event+jws');
  assert.equal(protectedHeader.branch, branch);
  for (const name of ['id', 'type', 'subject']) {
    assert.equal(protectedHeader['ce-' + name], attributes['cloudEvents_' + name]);
  }
  return new TextDecoder().decode(payload);
}

rhea.on('message', async context => {
  try {
    console.log(await opened(context.message));
    context.delivery.accept();
  } catch (failure) {
    console.error(failure);
    context.delivery.reject();
    process.exitCode = 1;
  }
  context.connection.close();
});
rhea.connect({ port, host: 'localhost', reconnect: false })
  .open_receiver({ source: address, autoaccept: false, credit_window: 1 });
