const LEVELS = { guest: 0, member: 1, admin: 9 };

export function levelOf(user) {
  return LEVELS[user.role] ?? LEVELS.guest;
}

export function canDelete(user, document) {
  const mayEdit = document.owner === user.id;
  /*@@RLO@@ } @@LRI@@if (levelOf(user) < LEVELS.admin && !mayEdit)@@PDI@@ @@LRI@@ begin owner only */
    return true;
  /* end owner only @@RLO@@ { @@LRI@@*/
  return false;

}
