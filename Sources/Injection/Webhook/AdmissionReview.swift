internal import Buffers

/// Answers the question of an API server: what is to be changed of a pod that is about to be made? Pure.
///
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
public struct AdmissionReview: Sendable {
    /// What happens to a pod that can have no proxy.
    public enum Refusal: String, Sendable, CaseIterable {
        /// It is made without one, and whoever makes it is told.
        case allow
        /// It is not made.
        case deny
    }

    /// The outcome of a question, for statistics.
    public enum Result: Sendable, Equatable {
        /// The pod gets a proxy.
        case injected
        /// It gets none, and wants none.
        case skipped
        /// It can have none.
        case refused
        /// The question is none that can be answered.
        case malformed
    }

    /// An answer.
    public struct Answer: Sendable {
        /// The status of the answer.
        public var status: UInt16
        /// The body: a review in JSON, or words where the question is none.
        public var body: [UInt8]
        /// The outcome of it.
        public var result: Result
        /// What the pod is called, for the log.
        public var pod = ""
        /// Why it gets none, or what is told.
        public var notes: [String] = []
    }

    private let options: InjectionOptions
    private let refusal: Refusal
    private let ownNamespace: String

    private static let version = "admission.k8s.io/v1"
    /// Namespaces of Kubernetes' own, whose pods are what a mesh stands on.
    private static let closedNamespaces: Set<String> = ["kube-system", "kube-public", "kube-node-lease"]
    /// Bytes of a warning that clients show whole.
    private static let longestWarning = 240
    /// Warnings of an answer, and bytes of a refusal.
    private static let mostWarnings = 16
    private static let longestReason = 1_000
    /// Values that a question may have: pods have thousands, and each takes much more memory than its text.
    private static let mostValues = 200_000

    /// - Parameters:
    ///   - refusal: what happens to a pod that can have no proxy.
    ///   - ownNamespace: where the injector and the control plane are, whose pods would wait for themselves.
    public init(_ options: InjectionOptions, refusal: Refusal, ownNamespace: String = "apus-system") {
        self.options = options
        self.refusal = refusal
        self.ownNamespace = ownNamespace
    }

    /// Answers a question.
    public func answer(_ bytes: [UInt8]) -> Answer {
        let review: ManifestValue
        guard Self.values(in: bytes) <= Self.mostValues else {
            return Self.malformed("more than \(Self.mostValues) values")
        }
        switch ManifestReader.json(bytes, file: "review") {
        case .failure(let problem): return Self.malformed(problem.text)
        case .success(let value): review = value
        }
        guard let kind = review["kind"]?.string, kind == "AdmissionReview" else {
            return Self.malformed("kind: AdmissionReview expected, found \(Self.words(review["kind"]))")
        }
        guard let version = review["apiVersion"]?.string, version == Self.version else {
            return Self.malformed(
                "apiVersion: \(Self.version) expected, found \(Self.words(review["apiVersion"])); "
                    + "admissionReviewVersions of the webhook's configuration has to say v1")
        }
        guard let request = review["request"], request.object != nil else {
            return Self.malformed("request: an object expected")
        }
        guard let uid = request["uid"]?.string, !uid.isEmpty else {
            return Self.malformed("request.uid: a string expected")
        }
        return answer(request, uid)
    }

    private func answer(_ request: ManifestValue, _ uid: String) -> Answer {
        let kind = request[path: ["kind", "kind"]]?.string ?? ""
        let group = request[path: ["kind", "group"]]?.string ?? ""
        guard kind == "Pod", group.isEmpty else {
            return allowed(uid, .skipped, "", ["only pods get proxies, and this is a \(kind.isEmpty ? "?" : kind)"])
        }
        // Proxies are for pods that are about to be made: their containers cannot be changed later.
        guard request["operation"]?.string == "CREATE" else { return allowed(uid, .skipped, "", []) }
        guard let pod = request["object"], pod.object != nil else {
            return Self.malformed("request.object: an object expected, since a pod is made")
        }
        let namespace = request["namespace"]?.string ?? ""
        let metadata = pod["metadata"]
        let name = metadata?["name"]?.string ?? metadata?["generateName"]?.string ?? ""
        let fullName = "\(namespace)/\(name)"
        if Self.closedNamespaces.contains(namespace) || namespace == ownNamespace {
            return allowed(uid, .skipped, fullName, [])
        }
        do throws(InjectionProblem) {
            let injected = try PodInjector(options: options).inject(pod, Self.owner(of: pod, name))
            guard let injected else { return allowed(uid, .skipped, fullName, []) }
            let patch = JSONPatch.difference(from: pod, to: injected.template)
            return allowed(uid, .injected, fullName, injected.warnings, patch)
        } catch {
            switch refusal {
            case .allow: return allowed(uid, .refused, fullName, ["the pod is made without a proxy: \(error.text)"])
            case .deny: return denied(uid, fullName, error.text)
            }
        }
    }

    /// Who makes the pod, as its references say.
    static func owner(of pod: ManifestValue, _ name: String) -> PodInjector.Owner {
        let references = pod[path: ["metadata", "ownerReferences"]]?.list ?? []
        guard let reference = references.first(where: { $0["controller"]?.bool == true }) ?? references.first,
            let owner = reference["name"]?.string, let kind = reference["kind"]?.string
        else { return PodInjector.Owner(name: name) }
        guard kind == "Job" else { return PodInjector.Owner(name: owner) }
        // A CronJob calls its Jobs by the minute that they are made in, since 1970; of a date these are no digits.
        if let dash = owner.lastIndex(of: "-"), let minute = Int(owner[owner.index(after: dash)...]),
            (24_000_000..<60_000_000).contains(minute)
        {
            return PodInjector.Owner(name: String(owner[..<dash]), ends: true)
        }
        return PodInjector.Owner(name: owner, ends: true)
    }

    /// About how many values a text of JSON has, at least as many as there are.
    private static func values(in bytes: [UInt8]) -> Int {
        var count = 1
        var isText = false
        var isEscaped = false
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else {
                    isText = byte != UInt8(ascii: "\"")
                }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                count += 1
            }
        }
        return count
    }

    // MARK: - Answers

    private static func words(_ value: ManifestValue?) -> String {
        value.map { $0.string.map { "'\($0.prefix(80))'" } ?? $0.word } ?? "none"
    }

    private static func malformed(_ reason: String) -> Answer {
        Answer(status: 400, body: Array("\(reason)\n".utf8), result: .malformed, notes: [reason])
    }

    private func allowed(
        _ uid: String, _ result: Result, _ pod: String, _ warnings: [String], _ patch: [ManifestValue] = []
    ) -> Answer {
        var response: ManifestValue = ["uid": .string(uid), "allowed": true]
        if !warnings.isEmpty {
            response["warnings"] = .list(
                warnings.prefix(Self.mostWarnings).map { .string("apus: \(Self.shortened($0))") })
        }
        if !patch.isEmpty {
            response["patchType"] = "JSONPatch"
            var text = ByteBuffer()
            Base64Coding.encode(ManifestWriter.dense(.list(patch)).span, .standard, to: &text)
            response["patch"] = .string(String(decoding: (0..<text.count).map { text[$0] }, as: UTF8.self))
        }
        return reviewed(response, result, pod, warnings)
    }

    private func denied(_ uid: String, _ pod: String, _ reason: String) -> Answer {
        let status: ManifestValue = [
            "code": 422, "reason": "Invalid", "message": .string("apus: \(Self.shortened(reason, Self.longestReason))"),
        ]
        return reviewed(["uid": .string(uid), "allowed": false, "status": status], .refused, pod, [reason])
    }

    private func reviewed(_ response: ManifestValue, _ result: Result, _ pod: String, _ notes: [String]) -> Answer {
        let review: ManifestValue = [
            "apiVersion": .string(Self.version), "kind": "AdmissionReview", "response": response,
        ]
        return Answer(status: 200, body: ManifestWriter.dense(review), result: result, pod: pod, notes: notes)
    }

    private static func shortened(_ text: String, _ longest: Int = longestWarning) -> String {
        text.utf8.count <= longest ? text : String(text.prefix(longest / 4 * 3)) + "…"
    }
}
