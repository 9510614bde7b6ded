/// The value of a number as Envoy reads it, from a JSON number or from a string that holds one.
enum NumberText: Equatable {
    /// A whole number whose magnitude fits 64 bits.
    case integer(isNegative: Bool, magnitude: UInt64)
    /// Any other finite number.
    case double(Double)
    /// An infinity or not a number, which only strings can say.
    case notFinite(Double)
    /// No number.
    case invalid

    /// Reads a number. Strings may also hold a leading plus, hexadecimal, a bare point, `inf` and `nan`.
    init(_ text: String, isQuoted: Bool) {
        var digits = text.utf8[...]
        var isNegative = false
        if let first = digits.first, first == UInt8(ascii: "-") || (isQuoted && first == UInt8(ascii: "+")) {
            isNegative = first == UInt8(ascii: "-")
            digits = digits.dropFirst()
        }
        var magnitude: UInt64 = 0
        var isInteger = !digits.isEmpty
        for byte in digits {
            guard isDigit(byte) else {
                isInteger = false
                break
            }
            let (shifted, overflowsFirst) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, overflowsThen) = shifted.addingReportingOverflow(UInt64(byte &- UInt8(ascii: "0")))
            if overflowsFirst || overflowsThen {
                isInteger = false
                break
            }
            magnitude = sum
        }
        if isInteger {
            self = .integer(isNegative: isNegative, magnitude: magnitude)
        } else if let double = Double(text), !text.isEmpty {
            if double.isFinite {
                self = .double(double)
            } else {
                self = isQuoted ? .notFinite(double) : .invalid
            }
        } else {
            self = .invalid
        }
    }

    /// The number as a floating-point one; nil when it is none.
    var double: Double? {
        switch self {
        case .integer(let isNegative, let magnitude): isNegative ? -Double(magnitude) : Double(magnitude)
        case .double(let value), .notFinite(let value): value
        case .invalid: nil
        }
    }

    /// Why a number is not an integer of some range.
    enum IntegerProblem: Error {
        case notANumber
        case fraction
        case outOfRange
    }

    /// The number as a signed 64-bit integer; `1.0` and `1e3` are integers.
    func signed() throws(IntegerProblem) -> Int64 {
        switch self {
        case .integer(let isNegative, let magnitude):
            if isNegative {
                if magnitude == 1 << 63 { return .min }
                guard let value = Int64(exactly: magnitude) else { throw .outOfRange }
                return 0 - value
            }
            guard let value = Int64(exactly: magnitude) else { throw .outOfRange }
            return value
        case .double(let value):
            if value < -0x1p63 || value >= 0x1p63 { throw .outOfRange }
            guard let whole = Int64(exactly: value) else { throw .fraction }
            return whole
        case .notFinite, .invalid: throw .notANumber
        }
    }

    /// The number as an unsigned 64-bit integer; `1.0` and `1e3` are integers.
    func unsigned() throws(IntegerProblem) -> UInt64 {
        switch self {
        case .integer(let isNegative, let magnitude):
            if isNegative && magnitude > 0 { throw .outOfRange }
            return magnitude
        case .double(let value):
            if value < 0 || value >= 0x1p64 {
                if value > -1 && value < 0 { throw .fraction }
                throw .outOfRange
            }
            guard let whole = UInt64(exactly: value) else { throw .fraction }
            return whole
        case .notFinite, .invalid: throw .notANumber
        }
    }
}
