async function pay(order: Order) {
  try {
    return await charge(order);
  } catch (error) {
    // ruleid: js-false-success
    return { success: true };
  }
}
async function send(res: Response) {
  try {
    await post();
  } catch {
    console.log("no");
    // ruleid: js-false-success
    return res.json({ success: true, id: 0 });
  }
}
// ruleid: js-false-success
const answer = await charge(order).catch(() => ({ success: true }));
async function fine(order: Order) {
  try {
    // ok: js-false-success
    return { success: true };
  } catch (error) {
    // ok: js-false-success
    return { success: false, error };
  }
}
// ok: js-false-success
const other = await charge(order).catch(() => ({ success: false }));
