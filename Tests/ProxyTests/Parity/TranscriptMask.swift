/// What of some transcripts is not compared, and why: the only list of them. A name that ends in `*` stands for all that
/// begin so.
struct TranscriptMask: Sendable {
    /// A part of a transcript.
    enum Part: Sendable, Equatable {
        /// What the upstream received.
        case upstream
        /// The common access log.
        case log
        /// How many bytes of its body a request had brought, in the common access log.
        case receivedBytes
        /// How many bytes of its body an answer had, in the common access log.
        case sentBytes
        /// How many bytes went to the upstream and came from it.
        case upstreamBytes
        /// The lines that begin so, of conversations that carry bytes.
        case lines(String)
    }

    let part: Part
    let reason: String
    let cases: [String]

    static let all =
        ofRefusals + [
            TranscriptMask(
                part: .upstream,
                reason:
                    "the upstream speaks HTTP/2: how its frames are cut, and what their heads are packed to, is each proxy's choice",
                cases: ["grpc-fault-*", "http2-upstream-*", "retry-refused-stream*"]),
            TranscriptMask(
                part: .upstream,
                reason: "the body goes wrong behind a good head: a race decides how much has left by then",
                cases: [
                    "bad-*", "trailer-bad-name", "trailer-nul", "trailer-without-colon", "trailer-space-before-colon",
                    "trailers-of-62000", "text-that-is-none", "text-of-bad-length", "bridge-of-too-long-an-answer",
                ]),
            TranscriptMask(
                part: .upstream,
                reason: "the stream ends before its upstream connection is of use to it: a race decides what is sent",
                cases: [
                    "flood-of-*", "empty-data", "request-timeout", "most-streams", "two-early-resets",
                    "one-early-reset",
                ]),
            TranscriptMask(
                part: .upstream, reason: "it is asked the same seventy times, which statistics count",
                cases: ["jwt-fetched-beforehand-many-times"]),
            TranscriptMask(
                part: .upstream, reason: "a check of its health and the request connect at the same time",
                cases: ["destination-checked"]),
            TranscriptMask(
                part: .upstream, reason: "of two tries at once, the second says how much time is left",
                cases: ["retry-hedged-*", "retry-asked-hedging"]),
            TranscriptMask(
                part: .upstream, reason: "requests that leave in one turn come to the upstream in any order",
                cases: ["all-come-in-the-end", "bodies-wait-with-their-heads"]),
            TranscriptMask(
                part: .log, reason: "as above: their answers come in any order",
                cases: ["all-come-in-the-end", "bodies-wait-with-their-heads"]),
            TranscriptMask(
                part: .log, reason: "a race decides how much of the good part was sent on",
                cases: ["answer-second-chunk-size-bad"]),
            TranscriptMask(
                part: .receivedBytes,
                reason: "Apus counts what it has handed on, and hands on nothing of a read that breaks the rules",
                cases: [
                    "bad-*", "trailer-bad-name", "trailer-nul", "trailer-without-colon", "trailer-space-before-colon",
                    "trailers-of-62000",
                ]),
            TranscriptMask(
                part: .sentBytes, reason: "how short a body becomes is each proxy's choice", cases: ["compressed-*"]),
            TranscriptMask(
                part: .log, reason: "chance decides which endpoint takes a request",
                cases: ["degraded-is-last", "subset-without-selectors"]),
            TranscriptMask(
                part: .lines("stat cluster"),
                reason: "of a connection whose two halves end one by one, the last alone tells Envoy who ended it",
                cases: ["closed-at-once", "closed-after-a-word", "the-upstream-half-closes"]),
            TranscriptMask(
                part: .upstreamBytes,
                reason: "what opens the tunnel has ports that the system chose, in as many digits",
                cases: ["tunnel-*"]),
            TranscriptMask(
                part: .lines("stat cluster"),
                reason: "frames count for bytes, and a race decides which of two connections of one process ends first",
                cases: ["tunnel-over-two*"]),
            TranscriptMask(
                part: .lines("stat tcp"),
                reason: "a race decides whether the bytes come before the upstream's connection",
                cases: ["connects-after-a-handshake-that-there-is-not"]),
            TranscriptMask(
                part: .lines("client"),
                reason: "Envoy waits for the client to end a connection whose answer was its last",
                cases: ["requests-behind-a-limit"]),
            TranscriptMask(
                part: .lines("listener type"), reason: "as above: it tells who ended it",
                cases: ["requests-behind-a-limit", "texts-that-requests-see"]),
            TranscriptMask(
                part: .lines("client"), reason: "the frames of HTTP/2 stand in it as bytes",
                cases: ["requests-of-two-behind-a-limit"]),
            TranscriptMask(
                part: .lines("listener"), reason: "the frames of HTTP/2 count for bytes in it",
                cases: ["requests-of-two-behind-a-limit"]),
            TranscriptMask(
                part: .lines("client"), reason: "ports that the system chose stand in it as bytes",
                cases: ["told-in-binary", "told-in-binary-with-a-value"]),
            TranscriptMask(
                part: .lines("upstream:"), reason: "ports that the system chose stand in it as bytes",
                cases: ["told-in-binary", "told-in-binary-with-a-value"]),
        ]

    /// Connections that are refused when their upstream may have been reached.
    private static let ofRefusals = ["proxy", "listener type", "stat cluster", "stat tcp", "client", "upstream"].map {
        TranscriptMask(
            part: .lines($0), reason: "a race decides whether the upstream was reached before the refusal",
            cases: [
                "rules-that-let-nobody-through",
                "rules-that-refuse",
                "rules-about-certificates",
                "rules-about-paths",
                "rules-that-refuse-late",
                "a-text-that-rules-look-at",
            ])
    }

    /// Whether a part of a case's transcript is left out.
    static func hides(_ part: Part, of name: String) -> Bool {
        all.contains { mask in mask.part == part && mask.concerns(name) }
    }

    /// Whether a line of a case's transcript is left out.
    static func hides(line: String, of name: String) -> Bool {
        all.contains { mask in
            if case .lines(let beginning) = mask.part {
                line.hasPrefix(beginning) && mask.concerns(name)
            } else {
                false
            }
        }
    }

    private func concerns(_ name: String) -> Bool {
        cases.contains { pattern in
            pattern.hasSuffix("*")
                ? name.hasPrefix(pattern.dropLast())
                : name == pattern
        }
    }
}
