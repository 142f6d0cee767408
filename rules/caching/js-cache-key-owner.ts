function cacheKey(tenantId: string, period: string) {
  // ruleid: js-cache-key-owner
  return `figures:${tenantId}:${period}`;
}
async function figures(cache: Cache, tenant: Tenant, period: string) {
  // ruleid: js-cache-key-owner
  const key = `figures:${tenant.id}:${period}`;
  // ruleid: js-cache-key-owner
  return cache.get(`figures:${tenant.id}:${period}`);
}
async function other(cache: Cache, tenant: Tenant, period: string) {
  // ok: js-cache-key-owner
  const key = `figures:${period}`;
  // ok: js-cache-key-owner
  const text = `figures of ${tenant.id}`;
  // ok: js-cache-key-owner
  return cache.get(key);
}
