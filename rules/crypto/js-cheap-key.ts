const ROUNDS = 4;

// ruleid: js-cheap-key
const key = crypto.pbkdf2Sync(password, salt, 1000, 32, "sha256");
// ruleid: js-cheap-key
const hash = await bcrypt.hash(password, ROUNDS);
// ruleid: js-cheap-key
const other = bcrypt.hashSync(password, 1);
// ok: js-cheap-key
const good = crypto.pbkdf2Sync(password, salt, 600000, 32, "sha256");
// ok: js-cheap-key
const fine = await bcrypt.hash(password, 12);
// ok: js-cheap-key
const digest = files.hash(path, 3);
