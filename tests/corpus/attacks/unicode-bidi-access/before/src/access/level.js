const LEVELS = { guest: 0, member: 1, admin: 9 };

export function levelOf(user) {
  return LEVELS[user.role] ?? LEVELS.guest;
}

export function canDelete(user, document) {
  if (levelOf(user) < LEVELS.admin && document.owner !== user.id) {
    return false;
  }
  return true;
}
