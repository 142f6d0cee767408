export function Footer() {
  return (
    <footer>
      {process.env.NEXT_PUBLIC_SITE_NAME} {process.env.NEXT_PUBLIC_SITE_REGION}
    </footer>
  );
}
