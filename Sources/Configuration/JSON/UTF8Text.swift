/// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF.
enum UTF8Text {
    /// How many bytes the scalar at a place has, from 2 to 4; 0 when no scalar of several bytes stands there.
    static func scalarLength(in bytes: [UInt8], at index: Int) -> Int {
        let length: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch bytes[index] {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if bytes[index] == 0xE0 { lowest = 0xA0 }
            if bytes[index] == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            length = 4
            if bytes[index] == 0xF0 { lowest = 0x90 }
            if bytes[index] == 0xF4 { highest = 0x8F }
        default: return 0
        }
        if bytes.count - index < length { return 0 }
        for offset in 1..<length {
            let byte = bytes[index &+ offset]
            if byte < lowest || byte > highest { return 0 }
            lowest = 0x80
            highest = 0xBF
        }
        return length
    }
}
