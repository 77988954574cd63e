// Parses an AsyncAPI document with the official parser. Fails on each error and each warning.
const { Parser, fromFile } = require('@asyncapi/parser');

(async () => {
    const file = process.argv[2];
    const { document, diagnostics } = await fromFile(new Parser(), file).parse();
    // 0 is an error, 1 a warning; 2 and 3 are information, such as a newer version of AsyncAPI.
    const faults = diagnostics.filter(diagnostic => diagnostic.severity < 2);
    for (const fault of faults) {
        console.error(`${file}:${fault.range.start.line + 1} ${fault.code} ${fault.message}`);
    }
    const messages = document ? document.allMessages().length : 0;
    console.log(`== AsyncAPI: ${messages} messages, ${faults.length} faults`);
    process.exit(messages > 0 && faults.length === 0 ? 0 : 1);
})();
