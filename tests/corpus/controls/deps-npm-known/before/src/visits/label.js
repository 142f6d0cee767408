export function label(visit) {
  return `${visit.place}, ${visit.startsAt.toISOString().slice(0, 10)}`;
}

export function labels(visits) {
  return visits.filter((visit) => !visit.cancelled).map(label);
}
