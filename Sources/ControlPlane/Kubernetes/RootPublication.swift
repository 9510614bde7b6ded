/// Which namespaces lack the newest roots, and when each is written: a value without I/O.
///
/// ```
///   a namespace comes, or the roots are others ─▶ due at once ─▶ written ─▶ due again after an interval
///                                                    ▲ fails ─▶ a pause, each time twice as long
/// ```
/// What others make of the roots in the meantime is made right at the interval.
struct RootPublication {
    private struct Place {
        var due: UInt64
        var failures: UInt64 = 0
        var hasNewest = false
    }

    private var places: [String: Place] = [:]
    /// Stands for the roots that are to be written.
    private(set) var generation = 0

    /// How long what was written is taken to stand, in nanoseconds.
    static let interval: UInt64 = 600_000_000_000
    static let shortestPause: UInt64 = 1_000_000_000
    static let longestPause: UInt64 = 300_000_000_000

    /// Namespaces that lack the newest roots.
    var lacking: Int { places.values.count { !$0.hasNewest } }

    /// There are these namespaces.
    mutating func follow(_ namespaces: Set<String>, now: UInt64) {
        places = places.filter { namespaces.contains($0.key) }
        for name in namespaces where places[name] == nil { places[name] = Place(due: now) }
    }

    /// The roots are others.
    mutating func renew(now: UInt64) {
        generation += 1
        for name in places.keys { places[name] = Place(due: now) }
    }

    /// What is to be written first, and when; nil means nothing.
    var next: (namespace: String, due: UInt64)? {
        places.min { ($0.value.due, $0.key) < ($1.value.due, $1.key) }.map { ($0.key, $0.value.due) }
    }

    /// The roots of a generation were written into a namespace, or could not be.
    mutating func wrote(_ namespace: String, _ generation: Int, isGood: Bool, now: UInt64) {
        // One that is gone, and older roots, change nothing.
        guard var place = places[namespace], generation == self.generation else { return }
        if isGood {
            place = Place(due: now &+ Self.interval, hasNewest: true)
        } else {
            place.due = now &+ min(Self.shortestPause << min(place.failures, 16), Self.longestPause)
            place.failures += 1
        }
        places[namespace] = place
    }
}
