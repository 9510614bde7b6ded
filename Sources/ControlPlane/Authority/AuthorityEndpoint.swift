internal import Cryptography
internal import EventLoops
internal import TLS

/// `POST /v1/certificates`: a token and a certificate request for a certificate. No sockets and no clock; it blocks
/// where something has to be kept. Moments are seconds since 1970.
///
/// ```
///   size ─▶ method ─▶ whose token? ─▶ how often? ─▶ a request? ─▶ may it join? ─▶ issued
///    413      405        401            429          400            403           200, or 503
/// ```
/// Who a certificate is for follows from the token, and from nothing else.
final class AuthorityEndpoint {
    /// Where requests are sent.
    static let path = "/v1/certificates"

    let authority: CertificateAuthority
    private let files: any AuthorityFiles
    private let report: (String) -> Void
    private var ledger: JoinLedger
    private var rate: IssuingRate
    /// Whether the file of who has joined may end within a line.
    private var mayEndWithinLine = false
    /// Those that may be shown.
    var joinTokens: JoinTokens
    /// Those of a cluster; nil means none are taken.
    var serviceAccounts: ServiceAccountTokens?

    static let ledgerName = "joined"

    /// Reads who has joined; blocks.
    ///
    /// - Parameter report: hears what goes wrong here, for the operator.
    init(
        _ authority: CertificateAuthority, files: any AuthorityFiles, joinTokens: JoinTokens,
        serviceAccounts: ServiceAccountTokens?, at now: Int64, report: @escaping (String) -> Void
    ) throws(AuthorityProblem) {
        self.authority = authority
        self.files = files
        self.report = report
        self.joinTokens = joinTokens
        self.serviceAccounts = serviceAccounts
        rate = IssuingRate(burst: authority.settings.rate.burst, perSecond: authority.settings.rate.perSecond)
        do throws(DurableDirectory.Problem) {
            let text = try files.list().contains(Self.ledgerName) ? try files.read(Self.ledgerName) : []
            ledger = JoinLedger(text, at: now)
            // What is not needed any more goes.
            try files.write(Self.ledgerName + ".draft", Array(ledger.text.utf8))
            try files.rename(Self.ledgerName + ".draft", to: Self.ledgerName)
            try files.synchronise()
        } catch { throw AuthorityProblem(text: error.text) }
    }

    /// Why there is no certificate.
    private struct Refusal: Error {
        var status: UInt16
        var reason: String
        var metric: AuthorityMetric
        var fields: [(name: String, value: String)] = []
        /// How many seconds to wait.
        var wait: Int64?
    }

    /// Who asks.
    private enum Caller {
        case joining(JoinToken)
        case account(ServiceAccountTokens.Holder)

        var names: (namespace: String, account: String) {
            switch self {
            case .joining(let token): (token.namespace, token.account)
            case .account(let holder): (holder.namespace, holder.account)
            }
        }

        var text: String {
            switch self {
            case .joining(let token): "join token \(token.id)"
            case .account(let holder): holder.pod.isEmpty ? "service account" : "pod \(holder.pod)"
            }
        }
    }

    /// The token of a request that a cluster may have to judge; nil means there is none, or nothing would come of it.
    static func reviewableToken(of request: AuthorityRequest) -> [UInt8]? {
        guard request.isPost, request.body.count <= CertificateRequest.longest,
            let token = AccessTokens.bearer(request.authorization), !token.isEmpty, !JoinToken.isOne(token)
        else { return nil }
        return token
    }

    /// Answers a request.
    ///
    /// - Parameter verdict: what a cluster says of its token; nil means none was asked.
    func answer(
        _ request: AuthorityRequest, at now: Int64, verdict: TokenReview.Verdict? = nil
    ) -> AuthorityReply {
        var who = "-"
        do throws(Refusal) { return try issue(request, at: now, verdict, &who) } catch {
            let body = JSONOutput.object { json in
                json.member("error", error.reason)
                // As the field `retry-after`, for those who see no fields.
                if let wait = error.wait { json.member("retry_after_seconds", Int(wait)) }
            }
            return AuthorityReply(
                status: error.status, body: body,
                fields: error.fields, metric: error.metric, who: who, outcome: "refused: \(error.reason)")
        }
    }

    private func issue(
        _ request: AuthorityRequest, at now: Int64, _ verdict: TokenReview.Verdict?, _ who: inout String
    ) throws(Refusal) -> AuthorityReply {
        if request.body.count > CertificateRequest.longest {
            throw Refusal(
                status: 413, reason: "expected a certificate request of at most \(CertificateRequest.longest) bytes",
                metric: .refusedTooLarge)
        }
        guard request.isPost else {
            throw Refusal(
                status: 405, reason: "expected POST", metric: .refusedMalformed, fields: [("allow", "POST")])
        }
        let caller = try caller(request.authorization, at: now, verdict)
        let (namespace, account) = caller.names
        let domain = authority.settings.trustDomain
        guard let identity = WorkloadIdentity(trustDomain: domain, namespace: namespace, account: account) else {
            throw Refusal(status: 403, reason: "the token names nobody", metric: .refusedForbidden)
        }
        who = "\(identity.uri) by \(caller.text)"
        if let wait = rate.take(identity.uri, at: now) {
            throw Refusal(
                status: 429, reason: "too many certificates for \(identity.uri)", metric: .refusedRate,
                fields: [("retry-after", String(wait))], wait: wait)
        }
        let wanted: CertificateRequest
        do throws(IssuingProblem) { wanted = try CertificateRequest(pem: request.body) } catch {
            throw Refusal(status: 400, reason: error.text, metric: .refusedMalformed)
        }
        if case .joining(let token) = caller { try admit(token, wanted, at: now) }
        do throws(AuthorityProblem) {
            let issued = try authority.issue(identity, for: wanted, at: now)
            return AuthorityReply(
                status: 200, body: Self.text(issued, identity, at: now), metric: .issued, who: who,
                outcome: "issued \(issued.serial) by root \(issued.root) until \(Moment.text(issued.validUntil))")
        } catch { throw failure(error.text) }
    }

    /// What went wrong is for the operator; where files are is nobody else's business.
    private func failure(_ text: String) -> Refusal {
        report(text)
        return Refusal(status: 503, reason: "no certificate can be issued now", metric: .failed)
    }

    private static func text(
        _ issued: CertificateAuthority.Issued, _ identity: WorkloadIdentity, at now: Int64
    ) -> [UInt8] {
        JSONOutput.object { json in
            json.member("identity", identity.uri)
            json.member("certificate_chain", String(decoding: issued.chain, as: UTF8.self))
            json.member("trust_bundle", String(decoding: issued.bundle, as: UTF8.self))
            json.member("expires_at", Moment.text(issued.validUntil))
            // Whoever has another clock knows from this when to come again.
            json.member("expires_in_seconds", Int(issued.validUntil - now))
        }
    }

    // MARK: - Tokens

    private func caller(
        _ field: [UInt8], at now: Int64, _ verdict: TokenReview.Verdict?
    ) throws(Refusal) -> Caller {
        func unknown(_ reason: String) -> Refusal {
            Refusal(
                status: 401, reason: reason, metric: .refusedUnknown,
                fields: [("www-authenticate", "Bearer realm=\"apus\"")])
        }
        guard let token = AccessTokens.bearer(field), !token.isEmpty else {
            throw unknown("expected authorization: Bearer with a join token or a service account's token")
        }
        if JoinToken.isOne(token) {
            guard let known = joinTokens.token(of: token) else { throw unknown("the join token is not known") }
            return .joining(known)
        }
        switch verdict {
        case .holder(let holder): return .account(holder)
        case .refused(let problem): throw unknown(problem.text)
        case .unknown(let text): throw failure(text)
        case .busy:
            // Whoever floods it is not to fill the log too.
            throw Refusal(
                status: 503, reason: "too many tokens wait for the cluster's judgement", metric: .failed,
                fields: [("retry-after", "1")], wait: 1)
        case nil: break
        }
        guard let serviceAccounts else { throw unknown("expected a join token: no others are taken here") }
        switch serviceAccounts.holder(of: token, at: now) {
        case .success(let holder): return .account(holder)
        case .failure(let problem): throw unknown(problem.text)
        }
    }

    private func admit(_ token: JoinToken, _ request: CertificateRequest, at now: Int64) throws(Refusal) {
        func forbidden(_ reason: String) -> Refusal {
            Refusal(status: 403, reason: reason, metric: .refusedForbidden)
        }
        let key = Digest.sha256Text(request.publicKey)
        switch ledger.admit(token, key: key, at: now) {
        case .known(let line):
            // That it is remembered for longer can wait until it comes the next time.
            if let line { try? keep(line) }
        case .joins(let line):
            do throws(DurableDirectory.Problem) { try keep(line) } catch {
                ledger.withdraw(token, key: key)
                throw failure(error.text)
            }
        case .expired: throw forbidden("the join token has expired")
        case .exhausted: throw forbidden("the join token was used as often as it may be")
        case .full: throw forbidden("more have joined than can be remembered")
        }
    }

    /// Keeps a line of who has joined. One that could not be kept may have left a part of itself, to which nothing is
    /// to be glued.
    private func keep(_ line: String) throws(DurableDirectory.Problem) {
        let bytes = Array(((mayEndWithinLine ? "\n" : "") + line).utf8)
        mayEndWithinLine = true
        try files.append(Self.ledgerName, bytes)
        mayEndWithinLine = false
    }
}
