internal import Configuration

/// Nearest names for mistyped words of the command line.
enum EditDistance {
    /// The candidate that `word` was probably meant to be; nil when none is near.
    static func nearest(to word: String, in candidates: [String]) -> String? {
        NearestName.of(word, in: candidates)
    }

    /// A question behind a complaint, such as `; did you mean json?`; empty when no candidate is near.
    static func hint(for word: String, in candidates: [String]) -> String {
        nearest(to: word, in: candidates).map { "; did you mean \($0)?" } ?? ""
    }
}
