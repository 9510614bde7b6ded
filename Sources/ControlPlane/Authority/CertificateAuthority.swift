internal import TLS

/// Issues the certificates of a trust domain, and lets one root follow another. Blocks where something has to be kept;
/// not for a loop that serves. Moments are seconds since 1970.
final class CertificateAuthority {
    /// A certificate with all that its holder needs.
    struct Issued {
        /// The certificate, in PEM.
        let chain: [UInt8]
        /// The roots that are to be trusted, in PEM.
        let bundle: [UInt8]
        let serial: String
        /// The root that issued it.
        let root: String
        let validUntil: Int64
    }

    let settings: AuthoritySettings
    private let store: RootStore
    private(set) var rotation: RootRotation
    private var authorities: [String: (authority: IssuingAuthority, isOwn: Bool)] = [:]

    /// Reads what is kept, and makes the first root where nothing is.
    ///
    /// - Parameter given: a root that was made elsewhere: it is the first one, or follows those that are there.
    init(
        _ settings: AuthoritySettings, files: any StoreFiles, given: IssuingAuthority? = nil, at now: Int64
    ) throws(AuthorityProblem) {
        self.settings = settings
        store = RootStore(files, trustDomain: settings.trustDomain)
        let entries = try store.load()
        for entry in entries { authorities[entry.root.id] = (entry.authority, entry.isOwn) }
        rotation = RootRotation(entries.map(\.root), life: settings.life, skew: settings.skew, at: now)
        if let given, authorities[given.id] == nil {
            try begin(given, isOwn: false, at: now)
        } else if rotation.roots.isEmpty {
            try begin(at: now)
        }
        _ = try advance(to: now)
    }

    /// The roots that are to be trusted, in PEM, the oldest first.
    var bundle: [UInt8] { rotation.roots.flatMap { authorities[$0.id]?.authority.certificate ?? [] } }

    /// When `advance` has something to do next; it does no harm to come sooner.
    func nextStep(after now: Int64) -> Int64 {
        // What is due by the age of a root is seen within a day.
        min(rotation.nextStep(after: now) ?? .max, now + 86_400)
    }

    /// Announces a new root of our own.
    func begin(at now: Int64) throws(AuthorityProblem) {
        let root: IssuingAuthority
        do throws(IssuingProblem) {
            root = try IssuingAuthority.make(
                trustDomain: settings.trustDomain, validFrom: now - settings.skew, validUntil: now + settings.rootLife)
        } catch { throw AuthorityProblem(text: error.text) }
        try begin(root, isOwn: true, at: now)
    }

    private func begin(_ root: IssuingAuthority, isOwn: Bool, at now: Int64) throws(AuthorityProblem) {
        if let obstacle = rotation.obstacle(at: now) { throw AuthorityProblem(text: obstacle) }
        guard root.validUntil > now + settings.life else {
            throw AuthorityProblem(text: "root \(root.id) ends on \(Moment.text(root.validUntil)), which is too soon")
        }
        var next = rotation
        next.begin(root.id, validUntil: root.validUntil, at: now)
        authorities[root.id] = (root, isOwn)
        do throws(AuthorityProblem) { try keep(next) } catch {
            authorities[root.id] = nil
            throw error
        }
    }

    /// Lets time go on: what is due begins, takes over or goes. What cannot be kept is tried again the next time.
    func advance(to now: Int64) throws(AuthorityProblem) -> [RootRotation.Step] {
        var next = rotation
        let steps = next.advance(to: now)
        if next.roots != rotation.roots { try keep(next) } else { rotation = next }
        for case .removed(let id) in steps { authorities[id] = nil }
        let newest = rotation.roots.last.flatMap { authorities[$0.id] }
        if newest?.isOwn == true, rotation.isDue(at: now, rootLife: settings.rootLife),
            rotation.obstacle(at: now) == nil
        {
            try begin(at: now)
        }
        return steps
    }

    /// Issues a certificate.
    ///
    /// - Parameter hosts: names by which its holder is reached as well.
    /// - Throws: when there is no root that can, or something cannot be kept that must be.
    func issue(
        _ identity: WorkloadIdentity, for request: CertificateRequest, at now: Int64
    ) throws(AuthorityProblem) -> Issued {
        try issue(at: now) {
            CertificateOrder(identity, for: request, validFrom: $0, validUntil: $1)
        }
    }

    /// Issues a certificate for a key of our own, under which hosts are served.
    func issue(
        _ identity: WorkloadIdentity, for key: PrivateKey, hosts: [String], at now: Int64
    ) throws(AuthorityProblem) -> Issued {
        try issue(at: now) {
            CertificateOrder(identity, for: key, hosts: hosts, validFrom: $0, validUntil: $1)
        }
    }

    private func issue(
        at now: Int64, _ order: (_ from: Int64, _ until: Int64) -> CertificateOrder
    ) throws(AuthorityProblem) -> Issued {
        var next = rotation
        guard let (root, until, mustKeep) = next.issue(at: now), let authority = authorities[root]?.authority else {
            throw AuthorityProblem(text: "no root holds at this moment")
        }
        // First it is kept how long the root is needed, then that is made true.
        if mustKeep { try keep(next) }
        do throws(IssuingProblem) {
            let issued = try authority.issue(order(now - settings.skew, until))
            return Issued(chain: issued.pem, bundle: bundle, serial: issued.serial, root: root, validUntil: until)
        } catch { throw AuthorityProblem(text: error.text) }
    }

    private func keep(_ next: RootRotation) throws(AuthorityProblem) {
        try store.keep(
            next.roots.compactMap { root in
                authorities[root.id].map { RootStore.Entry(authority: $0.authority, root: root, isOwn: $0.isOwn) }
            })
        rotation = next
    }
}
