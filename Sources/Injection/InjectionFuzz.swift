/// Oracles for fuzzing injection: no bytes may trap, twice is once, what is taken back is what was there, and what is
/// written is read again as the same. Not for serving.
public enum InjectionFuzz {
    /// Reads `bytes` as manifests, gives proxies to what they describe, and takes them away again. Unless every mode is
    /// asked for, what the bytes add up to decides on one.
    public static func manifests(_ bytes: [UInt8], everyMode: Bool = true) {
        guard case .success(let content) = ManifestReader.read(bytes, file: "a") else { return }
        let modes = InjectionOptions.Mode.allCases
        for mode in everyMode ? modes : [modes[sum(bytes) % modes.count]] {
            var options = InjectionOptions(version: "1.0.0")
            options.mode = mode
            options.sidecar = bytes.count % 2 == 0 ? .native : .classic
            let injector = ManifestInjector(options, among: content.documents)
            for document in content.documents { check(document, injector) }
        }
        checkWriting(content.documents)
    }

    private static func sum(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 &+ Int($1) } }

    private static func check(_ document: ManifestValue, _ injector: ManifestInjector) {
        let bare = ManifestInjector.uninject(document)
        precondition(ManifestInjector.uninject(bare) == bare || bare != document, "taken back twice")
        let once = injector.inject(bare)
        if once.count == 0 { precondition(once.document == bare, "changed without a proxy") }
        if once.refusals.isEmpty, once.count > 0 {
            precondition(once.document != bare, "a proxy that is not there")
            precondition(injector.inject(once.document).document == once.document, "twice is not once")
            precondition(ManifestInjector.uninject(once.document) == bare, "what is taken back is not what was there")
        }
        let patch = JSONPatch.difference(from: bare, to: once.document)
        precondition(patch.isEmpty == (bare == once.document), "a patch of nothing")
        checkWriting([once.document])
    }

    private static func checkWriting(_ documents: [ManifestValue]) {
        for document in documents {
            guard case .success(let again) = ManifestReader.json(ManifestWriter.json(document), file: "b") else {
                preconditionFailure("what is written is no JSON")
            }
            precondition(again == document, "what is written as JSON says something else")
        }
        // An empty document is none.
        let documents = documents.filter { !$0.isNull }
        guard case .success(let again) = ManifestReader.read(ManifestWriter.yaml(documents), file: "b") else {
            preconditionFailure("what is written is no YAML")
        }
        precondition(again.documents.count == documents.count, "what is written has other documents")
        for (one, other) in zip(documents, again.documents) where !hasMergeKey(one) {
            precondition(isSame(one, other), "what is written as YAML says something else")
        }
    }

    /// Whether both say the same, numbers by their values.
    private static func isSame(_ one: ManifestValue, _ other: ManifestValue) -> Bool {
        switch (one, other) {
        case (.number(let one), .number(let other)): one == other || Double(one) == Double(other)
        case (.list(let one), .list(let other)): one.count == other.count && zip(one, other).allSatisfy(isSame)
        case (.object(let one), .object(let other)):
            one.members.count == other.members.count
                && zip(one.members, other.members).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
        default: one == other
        }
    }

    /// Readers of YAML tell a key `<<` in quotes from one without, and ours does not.
    private static func hasMergeKey(_ value: ManifestValue) -> Bool {
        switch value {
        case .list(let elements): elements.contains(where: hasMergeKey)
        case .object(let object): object.members.contains { $0.key == "<<" || hasMergeKey($0.value) }
        case .null, .bool, .number, .string: false
        }
    }

    /// Reads `bytes` as the question of an API server; the answer is JSON, or a reason. Modes are as for manifests.
    public static func review(_ bytes: [UInt8], everyMode: Bool = true) {
        let refusals = AdmissionReview.Refusal.allCases
        for refusal in everyMode ? refusals : [refusals[sum(bytes) % refusals.count]] {
            let answer = AdmissionReview(InjectionOptions(version: "1.0.0"), refusal: refusal).answer(bytes)
            if answer.status != 200 {
                precondition(answer.status == 400 && !answer.body.isEmpty, "refused without a reason")
                continue
            }
            guard case .success(let review) = ManifestReader.json(answer.body, file: "answer"),
                let response = review["response"], response["uid"]?.string?.isEmpty == false,
                response["allowed"]?.bool != nil
            else { preconditionFailure("the answer is no review") }
        }
    }
}
