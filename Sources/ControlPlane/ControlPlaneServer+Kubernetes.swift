internal import Buffers
internal import Configuration
internal import EventLoops
internal import Telemetry

/// The cluster that a control plane follows.
extension ControlPlaneServer {
    /// Follows what the cluster says now.
    func follow(_ documents: [MeshDocument], done: @escaping () -> Void) {
        if isAwaitingCluster { return begin(observing: documents) { _ in done() } }
        publisher.apply(.observed(documents), author: "kubernetes", reached: discovery.table.reached) {
            [unowned self] result in
            took(result)
            switch result.outcome {
            case .invalid(let problems): clusterProblem = problems.complaints.first?.text
            case .unchanged: clusterProblem = nil
            default: break
            }
            done()
        }
    }

    /// What is refused of the cluster's objects is told once.
    func note(refused new: [ConfigurationComplaint]) {
        if new == refusedObjects { return }
        let known = Set(refusedObjects.map(Self.line))
        let lines = new.map(Self.line)
        for line in lines where !known.contains(line) { log.warning(.config, "kubernetes: not taken: \(line)") }
        for line in Set(known).subtracting(lines).sorted() { log.info(.config, "kubernetes: taken now: \(line)") }
        refusedObjects = new
        kubernetes?.note(refused: Set(new.map(\.file)).count)
    }

    private static func line(_ complaint: ConfigurationComplaint) -> String {
        guard let object = object(of: complaint) else { return complaint.text.oneLine }
        let hint = complaint.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
        return ClusterNote(
            kind: object.kind, name: object.name, path: complaint.path, text: complaint.message + hint
        ).line.oneLine
    }

    /// The object that a complaint is about; nil when it is about a document of people's.
    private static func object(of complaint: ConfigurationComplaint) -> (kind: String, name: ObjectName)? {
        guard complaint.file.hasPrefix(MeshDocument.observedPrefix), complaint.file.hasSuffix(".json") else {
            return nil
        }
        let parts = complaint.file.dropFirst(MeshDocument.observedPrefix.count).dropLast(5)
            .split(separator: "/").map(String.init)
        guard let kind = parts.first, parts.count >= 2 else { return nil }
        return (kind, ObjectName(namespace: parts.count == 3 ? parts[1] : "", name: parts.last ?? ""))
    }

    /// What `/v1/status` tells of the cluster.
    func append(clusterTo json: inout JSONOutput) {
        guard let kubernetes else { return }
        let report = kubernetes.report
        json.member("kubernetes") { json in
            json.object { json in
                json.member("synchronised", !report.kinds.isEmpty && report.isSynchronised)
                if let age = kubernetes.lastEventAge { json.member("lastEventAge", seconds: age) }
                json.member("kinds") { json in
                    json.list { json in
                        for kind in report.kinds {
                            json.object { json in
                                json.member("kind", kind.name)
                                json.member("state", kind.state)
                                json.member("synchronised", kind.isSynchronised)
                                json.member("objects", kind.objects)
                                if !kind.problem.isEmpty { json.member("problem", kind.problem) }
                            }
                        }
                    }
                }
                json.member("refused") { json in
                    json.list { json in
                        for complaint in refusedObjects { Self.append(complaint, Self.refusal(complaint), to: &json) }
                    }
                }
                json.member("warnings") { json in
                    json.list { json in
                        for warning in warnings where Self.object(of: warning) != nil {
                            Self.append(warning, Self.reservation(warning), to: &json)
                        }
                    }
                }
                json.member("notes") { json in
                    json.list { json in for note in report.notes { json.value(note.line) } }
                }
            }
        }
    }

    /// The condition that is false of an object that is refused, and why.
    private static func refusal(_ complaint: ConfigurationComplaint) -> (type: String, reason: String) {
        ("Accepted", complaint.kind == .unimplemented ? "UnsupportedValue" : "Invalid")
    }

    /// The condition that is false of a route that asks for something in vain, and why.
    ///
    /// Source: https://gateway-api.sigs.k8s.io/reference/spec/#routeconditiontype
    private static func reservation(_ warning: ConfigurationComplaint) -> (type: String, reason: String) {
        if warning.path.contains(text: "parentRefs") { return ("Accepted", "NoMatchingParent") }
        if warning.message.contains(text: "ReferenceGrant") { return ("ResolvedRefs", "RefNotPermitted") }
        if warning.message.contains(text: "another kind") { return ("ResolvedRefs", "InvalidKind") }
        return warning.path.contains(text: "backendRef")
            ? ("ResolvedRefs", "BackendNotFound") : ("Accepted", "Conflicted")
    }

    /// A complaint with the condition that the Gateway API has for it.
    private static func append(
        _ complaint: ConfigurationComplaint, _ condition: (type: String, reason: String), to json: inout JSONOutput
    ) {
        json.object { json in
            if let object = object(of: complaint) {
                json.member("kind", object.kind)
                json.member("namespace", object.name.namespace)
                json.member("name", object.name.name)
            } else {
                json.member("document", complaint.file)
            }
            json.member("path", complaint.path)
            json.member("condition") { json in
                json.object { json in
                    json.member("type", condition.type)
                    json.member("status", "False")
                    json.member("reason", condition.reason)
                    json.member("message", complaint.message)
                }
            }
        }
    }
}
