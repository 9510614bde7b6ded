internal import Configuration

/// One line of a watch.
///
/// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
enum WatchEvent {
    /// An object is there, or is another than before.
    case changed(JSONNode)
    /// An object is gone.
    case deleted(JSONNode)
    /// All up to a version was told.
    case bookmark(version: String)
    /// What is asked for is no longer remembered: everything has to be listed again.
    case expired
    /// The server cannot go on.
    case failed(String)

    /// Reads a line; nil when it is none.
    static func read(_ line: [UInt8]) -> WatchEvent? {
        guard
            case .success(let document) = JSONReader(dialect: .strict, maximumBytes: KubernetesLimit.line).read(
                line, file: "")
        else { return nil }
        guard let type = document.root["type"]?.string, let object = document.root["object"], object.kind == .object
        else { return nil }
        switch type {
        case "ADDED", "MODIFIED": return .changed(object)
        case "DELETED": return .deleted(object)
        case "BOOKMARK":
            guard let version = object["metadata"]?["resourceVersion"]?.string, !version.isEmpty else { return nil }
            return .bookmark(version: version)
        case "ERROR":
            if object["code"]?.numberText == "410" || object["reason"]?.string == "Expired" { return .expired }
            return .failed(KubernetesStatus.words(of: object))
        default: return nil
        }
    }
}

/// What the API says when it cannot do what was asked (`kind: Status`).
enum KubernetesStatus {
    /// For the operator.
    static func words(of node: JSONNode) -> String {
        let message = node["message"]?.string ?? ""
        let reason = node["reason"]?.string ?? ""
        let text = message.isEmpty ? reason : message
        return text.isEmpty ? "it says no reason" : String(text.prefix(300)).oneLine
    }

    /// For the operator, of the body of an answer.
    static func words(status: Int, body: [UInt8]) -> String {
        guard case .success(let document) = JSONReader(dialect: .strict).read(body, file: ""),
            document.root["kind"]?.string == "Status"
        else { return "the API answers \(status)" }
        return "the API answers \(status): \(words(of: document.root))"
    }
}
