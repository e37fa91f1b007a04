// Before a whole run: what earlier ones wrote is none of its business.
const { rmSync } = process.getBuiltinModule('node:fs');
const { join } = process.getBuiltinModule('node:path');

module.exports = async () => {
  rmSync(join(__dirname, '../../reports/logs'), { recursive: true, force: true });
};
