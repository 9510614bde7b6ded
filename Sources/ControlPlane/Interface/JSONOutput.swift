internal import Configuration

/// Writes JSON text piece by piece; commas come by themselves.
struct JSONOutput {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    mutating func object(_ members: (inout JSONOutput) -> Void) {
        open("{")
        members(&self)
        close("}")
    }

    mutating func list(_ elements: (inout JSONOutput) -> Void) {
        open("[")
        elements(&self)
        close("]")
    }

    /// A member of an object; `value` writes its value.
    mutating func member(_ name: String, _ value: (inout JSONOutput) -> Void) {
        separate()
        JSONText.append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        value(&self)
    }

    mutating func member(_ name: String, _ text: String) { member(name) { $0.value(text) } }

    mutating func member(_ name: String, _ number: Int) { member(name) { $0.raw(String(number)) } }

    mutating func member(_ name: String, _ truth: Bool) { member(name) { $0.raw(truth ? "true" : "false") } }

    /// Seconds with their thousandths, of nanoseconds.
    mutating func member(_ name: String, seconds nanoseconds: UInt64) {
        let milliseconds = nanoseconds / 1_000_000
        let thousandths = String(milliseconds % 1_000)
        let padding = String(repeating: "0", count: 3 - thousandths.utf8.count)
        member(name) { $0.raw("\(milliseconds / 1_000).\(padding)\(thousandths)") }
    }

    /// A string as a value.
    mutating func value(_ text: String) {
        separate()
        JSONText.append(text, to: &bytes)
        needsComma = true
    }

    /// A value that is JSON already.
    mutating func raw(_ json: String) {
        separate()
        bytes += json.utf8
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func open(_ bracket: Character) {
        separate()
        bytes += String(bracket).utf8
        needsComma = false
    }

    private mutating func close(_ bracket: Character) {
        bytes += String(bracket).utf8
        needsComma = true
    }

    /// An object as a whole text.
    static func object(_ members: (inout JSONOutput) -> Void) -> [UInt8] {
        var output = JSONOutput()
        output.object(members)
        return output.bytes + [UInt8(ascii: "\n")]
    }
}
