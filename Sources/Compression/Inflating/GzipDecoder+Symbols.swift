internal import Buffers

/// Literals and matches (RFC 1951 §3.2.5).
extension GzipDecoder {
    // MARK: - Symbols

    func readSymbols(_ input: Span<UInt8>, _ reader: inout BitReader, _ output: inout ByteBuffer) -> Bool {
        while true {
            reader.fill(input)
            let symbol: Int
            let taken: Int
            switch literals.read(reader.bits, reader.count) {
            case .symbol(let found, bits: let number):
                symbol = found
                taken = number
            case .incomplete: return false
            case .none:
                state = .damaged
                return true
            }
            if symbol < 256 {
                guard made < room else { return false }
                reader.drop(taken)
                put(UInt8(truncatingIfNeeded: symbol), &output)
                continue
            }
            if symbol == 256 {
                reader.drop(taken)
                endBlock(&reader)
                return true
            }
            guard symbol < 286 else {
                state = .damaged
                return true
            }
            let (base, extra) = Self.length(symbol)
            guard reader.count >= taken + extra else { return false }
            reader.drop(taken)
            state = .distance(length: base + Int(truncatingIfNeeded: reader.take(extra)))
            return true
        }
    }

    func readDistance(_ length: Int, _ input: Span<UInt8>, _ reader: inout BitReader) -> Bool {
        reader.fill(input)
        switch distances.read(reader.bits, reader.count) {
        case .incomplete: return false
        case .none: state = .damaged
        case .symbol(let symbol, bits: let taken):
            guard symbol < 30 else {
                state = .damaged
                return true
            }
            let (base, extra) = Self.distance(symbol)
            guard reader.count >= taken + extra else { return false }
            reader.drop(taken)
            let distance = base + Int(truncatingIfNeeded: reader.take(extra))
            state = .copy(length: length, distance: distance)
        }
        return true
    }

    /// RFC 1951 §3.2.5.
    private static func length(_ symbol: Int) -> (base: Int, extra: Int) {
        if symbol < 265 { return (symbol - 254, 0) }
        if symbol == 285 { return (258, 0) }
        let extra = (symbol - 261) / 4
        return (3 + (4 + (symbol - 265) % 4) << extra, extra)
    }

    private static func distance(_ symbol: Int) -> (base: Int, extra: Int) {
        if symbol < 4 { return (symbol + 1, 0) }
        let extra = symbol / 2 - 1
        return (1 + (2 + symbol % 2) << extra, extra)
    }

    // MARK: - Output

    func copy(_ length: Int, _ distance: Int, _ output: inout ByteBuffer) -> Bool {
        guard made < room else { return false }
        // Looked at anew when the copy goes on in another call, as zlib does.
        guard distance <= history + made else {
            state = .damaged
            return true
        }
        let number = min(length, room - made)
        for _ in 0..<number { put(window.byte(at: distance), &output) }
        state = number == length ? .symbols : .copy(length: length - number, distance: distance)
        return number == length
    }

    @inline(__always)
    func put(_ byte: UInt8, _ output: inout ByteBuffer) {
        window.put(byte, &output)
        made &+= 1
    }
}
