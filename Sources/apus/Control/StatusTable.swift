internal import Configuration
internal import ControlPlane

/// Shows what the control plane tells of its nodes to people.
enum StatusTable {
    private static let kinds = ["clusters", "endpoints", "listeners", "routes", "secrets", "runtime"]

    /// A line a node, of the JSON of `/v1/nodes`.
    static func text(of body: [UInt8]) -> String {
        guard let root = read(body) else { return "" }
        var rows = [["NODE", "AGENT", "PUBLICATION", "STATE", "AGE"] + kinds.map { $0.uppercased() }]
        var notes: [String] = []
        for node in root["nodes"]?.elements ?? [] {
            let name = (node["id"]?.string ?? "").oneLine
            let cells = kinds.map { kind -> String in
                guard let entry = node["kinds"]?[kind] else { return "-" }
                let state = entry["state"]?.string ?? ""
                if state == "refused" {
                    let reason = (entry["reason"]?.string ?? "").oneLine
                    notes.append("\(name) refuses \(kind): \(reason.isEmpty ? "it says no reason" : reason)")
                }
                return state
            }
            rows.append(
                [
                    name, (node["agent"]?.string ?? "").oneLine, node["publication"]?.numberText ?? "",
                    node["state"]?.string ?? "", (node["age"]?.numberText ?? "") + "s",
                ] + cells)
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for row in rows {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.joined(separator: "  ")
            text += String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        return text + notes.map { $0 + "\n" }.joined()
    }

    /// Which nodes are missing, of the JSON of `/v1/wait`.
    static func missing(in body: [UInt8]) -> String {
        let names = read(body)?["missing"]?.elements.compactMap(\.string?.oneLine) ?? []
        return "\(names.count) of the nodes do not run it: \(names.joined(separator: ", "))"
    }

    /// Why something was refused.
    static func error(in body: [UInt8]) -> String {
        (read(body)?["error"]?.string ?? String(decoding: body.prefix(500), as: UTF8.self)).oneLine
    }

    private static func read(_ body: [UInt8]) -> JSONNode? {
        guard case .success(let document) = JSONReader(dialect: .strict).read(body, file: "") else { return nil }
        return document.root
    }
}
