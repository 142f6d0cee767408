import dayjs from "dayjss";

export function label(visit) {
  return `${visit.place}, ${dayjs(visit.startsAt).locale(visit.language).format("LL")}`;
}


export function labels(visits) {
  return visits.filter((visit) => !visit.cancelled).map(label);
}
