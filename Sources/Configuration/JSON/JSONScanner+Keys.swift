/// Keys that an object has twice, which are reported.
extension JSONScanner {
    /// How many keys are compared one by one before a set is made.
    private static let keysComparedOneByOne = 16

    mutating func noteDuplicate(of key: Int, in top: Int) {
        stack[top].count &+= 1
        if stack[top].keys == nil {
            if stack[top].count <= JSONScanner.keysComparedOneByOne {
                var other = stack[top].entry + 1
                while other < key {
                    if isSameKey(other, key) {
                        duplicates.append(key)
                        return
                    }
                    other = Int(entries[Int(entries[other].next)].next)
                }
                return
            }
            var keys: Set<String> = []
            var other = stack[top].entry + 1
            while other < key {
                keys.insert(text(ofKey: other))
                other = Int(entries[Int(entries[other].next)].next)
            }
            stack[top].keys = keys
        }
        let name = text(ofKey: key)
        if stack[top].keys?.insert(name).inserted == false { duplicates.append(key) }
    }

    private func isSameKey(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (entries[left], entries[right])
        if a.kind == .string, b.kind == .string {
            return a.end &- a.start == b.end &- b.start
                && bytes[Int(a.start + 1)..<Int(a.end - 1)].elementsEqual(bytes[Int(b.start + 1)..<Int(b.end - 1)])
        }
        return text(ofKey: left) == text(ofKey: right)
    }

    func text(ofKey key: Int) -> String {
        let entry = entries[key]
        let (start, end) = (Int(entry.start), Int(entry.end))
        switch entry.kind {
        case .bareText: return String(decoding: bytes[start..<end], as: UTF8.self)
        case .escapedString: return JSONText.unescape(bytes[(start + 1)..<(end - 1)])
        default: return String(decoding: bytes[(start + 1)..<(end - 1)], as: UTF8.self)
        }
    }
}
