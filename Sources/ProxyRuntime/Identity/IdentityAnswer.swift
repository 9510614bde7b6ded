internal import Configuration
internal import TLS

/// What the server of identities gave: looked at before it is used.
struct IdentityAnswer {
    /// Who we are.
    let identity: ReceivedIdentity
    /// Our certificate and those behind it, in PEM.
    let chain: String
    /// The roots that are to be trusted, in PEM.
    let bundle: String
    /// How long it holds from now on, in seconds; by the server's clock, which may be another than ours.
    let seconds: UInt64

    /// Why there is nothing of use, for the operator.
    struct Problem: Error, Equatable {
        var text: String
        /// Seconds that we are asked to wait.
        var wait: UInt64 = 0
    }

    /// Bytes that an answer may have.
    static let longest = 1 << 20

    /// Reads the body of a good answer.
    ///
    /// - Parameter trustDomain: the one that it must be of; empty means any.
    init(_ body: [UInt8], for key: PrivateKey, trustDomain: String) throws(Problem) {
        let reader = JSONReader(dialect: .strict, maximumDepth: 8)
        guard case .success(let document) = reader.read(body, file: ""),
            let chain = document.root["certificate_chain"]?.string,
            let bundle = document.root["trust_bundle"]?.string,
            let seconds = document.root["expires_in_seconds"]?.numberText.flatMap({ UInt64($0) })
        else { throw Problem(text: "the answer is not what was expected of the server") }
        do throws(IssuingProblem) {
            identity = try ReceivedIdentity(chain: Array(chain.utf8), bundle: Array(bundle.utf8), key: key)
        } catch { throw Problem(text: error.text) }
        guard trustDomain.isEmpty || identity.identity.trustDomain == trustDomain else {
            throw Problem(text: "the identity \(identity.identity.uri) is not of the trust domain '\(trustDomain)'")
        }
        guard seconds > 0, seconds <= 10 * 365 * 86_400 else {
            throw Problem(text: "the certificate holds for \(seconds) s")
        }
        self.chain = chain
        self.bundle = bundle
        self.seconds = seconds
    }

    /// Why the server gave nothing, from its answer.
    static func problem(status: UInt16, body: [UInt8]) -> Problem {
        var problem = Problem(text: "the server answered \(status)")
        guard case .success(let document) = JSONReader(dialect: .strict, maximumDepth: 8).read(body, file: "") else {
            return problem
        }
        if let reason = document.root["error"]?.string { problem.text += ": \(reason.prefix(300))" }
        // More than a day is no pause.
        problem.wait = min(document.root["retry_after_seconds"]?.numberText.flatMap { UInt64($0) } ?? 0, 86_400)
        return problem
    }
}
