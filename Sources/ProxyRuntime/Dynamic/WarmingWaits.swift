/// Who waits until resources are warm. Confined to the main loop.
final class WarmingWaits {
    private var waits: [(names: Set<String>?, body: () -> Void)] = []

    /// Adds one who waits for these; nil means until nothing is warming at all.
    func add(_ names: Set<String>?, _ body: @escaping () -> Void) { waits.append((names, body)) }

    /// Runs those who wait for none of what is still warming; they wait no more.
    func end(warming: Dictionary<String, some Any>.Keys) {
        if waits.isEmpty { return }
        func isOver(_ names: Set<String>?) -> Bool {
            guard let names else { return warming.isEmpty }
            return !warming.contains { names.contains($0) }
        }
        let over = waits.filter { isOver($0.names) }
        waits.removeAll { isOver($0.names) }
        for wait in over { wait.body() }
    }
}
