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
    /// Roots that were made elsewhere and are not needed any more: their files may still be there.
    private var removed: [String] = []
    /// Why the root that was given is not among those in use; nil means it is, or none was given.
    private(set) var givenProblem: String?

    /// How long before its end a root that was made elsewhere is warned of, in seconds: 30 days.
    private static let warning: Int64 = 30 * 86_400

    /// Reads what is kept, and makes the first root where nothing is.
    ///
    /// - Parameter given: a root that was made elsewhere: it is the first one, or follows those that are there. One
    ///   that cannot follow them changes nothing, as one that they have followed already.
    init(
        _ settings: AuthoritySettings, files: any StoreFiles, given: IssuingAuthority? = nil, at now: Int64
    ) throws(AuthorityProblem) {
        self.settings = settings
        store = RootStore(files, trustDomain: settings.trustDomain)
        let contents = try store.load()
        let entries = contents.entries
        removed = contents.removed
        for entry in entries { authorities[entry.root.id] = (entry.authority, entry.isOwn) }
        rotation = RootRotation(entries.map(\.root), life: settings.life, skew: settings.skew, at: now)
        if let given, authorities[given.id] == nil {
            try take(given, at: now)
        } else if rotation.roots.isEmpty {
            try begin(at: now)
        }
        _ = try advance(to: now)
    }

    private func take(_ given: IssuingAuthority, at now: Int64) throws(AuthorityProblem) {
        if removed.contains(given.id) {
            givenProblem = "root \(given.id) was in use before, and was followed by another one: it does not come back"
            return
        }
        do throws(AuthorityProblem) { try begin(given, isOwn: false, at: now) } catch {
            // Those that are there serve on.
            if rotation.roots.isEmpty { throw error }
            givenProblem = error.text
        }
    }

    /// The newest root, if it was made elsewhere and soon ends: nobody else makes the next one.
    func endingGivenRoot(at now: Int64) -> RootRotation.Root? {
        guard let newest = rotation.roots.last, authorities[newest.id]?.isOwn == false,
            newest.validUntil - now < max(Self.warning, 3 * settings.life)
        else { return nil }
        return newest
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
        let before = removed
        for case .removed(let id) in steps where authorities[id]?.isOwn == false { removed.append(id) }
        do throws(AuthorityProblem) {
            if next.roots != rotation.roots { try keep(next) } else { rotation = next }
        } catch {
            removed = before
            throw error
        }
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
        let entries = next.roots.compactMap { root in
            authorities[root.id].map { RootStore.Entry(authority: $0.authority, root: root, isOwn: $0.isOwn) }
        }
        try store.keep(RootStore.Contents(entries: entries, removed: removed))
        rotation = next
    }
}
