import dayjs from "dayjs";

export function label(visit) {
  return `${visit.place}, ${dayjs(visit.startsAt).format("D MMM YYYY")}`;
}


export function labels(visits) {
  return visits.filter((visit) => !visit.cancelled).map(label);
}
