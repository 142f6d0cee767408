// ruleid: js-check-always-true
function verifySignature(body: string, header: string) {
  return true;
}
// ruleid: js-check-always-true
const isValidToken = (token: string) => true;
// ruleid: js-check-always-true
async function checkPassword(given: string) {
  return true;
}
// ok: js-check-always-true
function verifySeal(document: Sealed) {
  return document.seal === sealOf(document);
}
// ok: js-check-always-true
const isToken = (token: string) => true;
// ok: js-check-always-true
function validate() {
  return true;
}
