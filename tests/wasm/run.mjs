import { readFile } from 'node:fs/promises';

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
console.log(instance.exports.textbook_value());
console.log(instance.exports.sample_cost());
