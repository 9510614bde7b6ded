internal import Configuration

/// The secrets of sources that contexts refer to: each is one object, however many contexts use it, as long as any
/// does.
final class SecretTable {
    private struct Entry {
        weak var secret: SuppliedSecret?
    }
    private var entries: [SecretReference: Entry] = [:]

    /// The secret behind a reference.
    func secret(_ reference: SecretReference) -> SuppliedSecret {
        if let known = entries[reference]?.secret { return known }
        entries = entries.filter { $0.value.secret != nil }
        let secret = SuppliedSecret(reference)
        entries[reference] = Entry(secret: secret)
        return secret
    }
}
