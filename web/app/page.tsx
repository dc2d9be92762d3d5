export default function HomePage() {
  return <main>Pairlab</main>;
}
