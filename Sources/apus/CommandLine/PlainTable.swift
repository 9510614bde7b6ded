/// A table of texts, columns as wide as they have to be.
enum PlainTable {
    /// The columns after `texts` are numbers and stand at the right.
    static func text(_ rows: [[String]], texts: Int) -> String {
        guard let first = rows.first else { return "" }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column -> String in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column < texts ? row[column] + space : space + row[column]
            }
            var line = cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
