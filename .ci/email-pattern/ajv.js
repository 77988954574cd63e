// Checks all addresses of the table by the pattern of the contract in Ajv. Arguments: the contract, the table.
const fs = require('fs');
const Ajv = require('ajv/dist/2020');
const yaml = require('yaml');

function patterns(node) {
  if (node === null || typeof node !== 'object') return [];
  const own = [node.email, node.Email].filter((schema) => schema && schema.pattern).map((schema) => schema.pattern);
  return own.concat(...Object.values(node).map(patterns));
}

const [contract, table] = process.argv.slice(2);
const found = patterns(yaml.parse(fs.readFileSync(contract, 'utf8')));
if (found.length === 0) throw new Error('the contract has no pattern for an e-mail address');
let wrong = 0, asked = 0;
for (const pattern of new Set(found)) {
  const validate = new Ajv({ strict: true }).compile({ type: 'string', pattern });
  for (const row of fs.readFileSync(table, 'utf8').split('\n').filter((row) => /^[-+] /.test(row))) {
    asked++;
    if (validate(row.slice(2)) !== row.startsWith('+')) {
      wrong++;
      console.log(`Ajv disagrees with the table: ${row}`);
    }
  }
}
console.log(`Ajv: ${asked} addresses, ${wrong} wrong`);
process.exit(wrong || asked < 40 ? 1 : 0);
