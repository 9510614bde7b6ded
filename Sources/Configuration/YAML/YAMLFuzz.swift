/// Oracles for fuzzing the YAML reader: no bytes may trap, a mistake stands inside its text, and what was read is JSON
/// when it is written, with the same values. Not for serving.
public enum YAMLFuzz {
    /// Reads `bytes` and renders what comes out; traps when something contradicts itself. The result is only there so
    /// that no work is optimised away.
    @discardableResult
    public static func run(_ bytes: [UInt8]) -> Int {
        let all = YAMLReader().readAll(bytes, file: "a")
        if case .success(let documents) = all {
            for document in documents {
                checkPlaces(document)
                _ = checkWriting(document)
            }
        }
        switch YAMLReader().read(bytes, file: "a") {
        case .failure(let error):
            let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
            precondition(error.position.line >= 1 && error.position.line <= lines, "a line that the text does not have")
            precondition(error.position.column >= 1 && error.position.column <= bytes.count + 1, "past the text")
            precondition(!error.message.isEmpty, "refused without a reason")
            return error.message.utf8.count
        case .success(let document):
            guard case .success(let documents) = all, documents.count == 1 || document.root.isNull else {
                preconditionFailure("one document is none, or several")
            }
            checkPlaces(document)
            return checkWriting(document)
        }
    }

    private static func checkPlaces(_ document: JSONDocument) {
        let entries = document.entries
        for index in entries.indices {
            let entry = entries[index]
            precondition(Int(entry.end) <= document.bytes.count, "a value past the text")
            precondition(Int(entry.next) > index && Int(entry.next) <= entries.count, "a value without an end")
            precondition(entry.start <= entry.end || entry.isContainer, "a value that ends before it begins")
        }
        precondition(entries.first.map { Int($0.next) } == entries.count, "values outside of the root")
    }

    private static func checkWriting(_ document: JSONDocument) -> Int {
        var written: [UInt8] = []
        JSONText.append(document.root, to: &written)
        guard case .success(let again) = JSONReader(dialect: .strict).read(written, file: "b") else {
            preconditionFailure("what is written is not JSON, or has a key twice")
        }
        precondition(again.entries.count == document.entries.count, "what is written has other values")
        for index in document.entries.indices {
            let (one, other) = (JSONNode(document: document, index: index), JSONNode(document: again, index: index))
            precondition(one.kind == other.kind && one.bool == other.bool, "what is written has other kinds")
            precondition(one.string == other.string, "what is written has other texts")
            precondition(one.numberText == other.numberText, "what is written has other numbers")
        }
        return written.count
    }
}
