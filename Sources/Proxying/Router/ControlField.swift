internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// Values of the fields by which clients steer the router.
enum ControlField {
    /// A number as Envoy reads one: digits, white space around them allowed; nil when it does not fit.
    static func number(_ text: Span<UInt8>) -> UInt64? {
        var (start, end) = (0, text.count)
        while start < end && isBlank(text[start]) { start &+= 1 }
        while end > start && isBlank(text[end &- 1]) { end &-= 1 }
        if start < end && text[start] == UInt8(ascii: "+") { start &+= 1 }
        if start == end { return nil }
        var number: UInt64 = 0
        for index in start..<end {
            let digit = text[index] &- 0x30
            if digit > 9 { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            if overflow || carry { return nil }
            number = sum
        }
        return number
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Whether a field's value can be understood.
    static func isValid(_ value: Span<UInt8>, _ field: RouterConfiguration.StrictField) -> Bool {
        switch field {
        case .timeout, .tryTimeout, .maxRetries: number(value) != nil
        case .retryOn: lists(value, only: RetryConditions.httpWords)
        case .retryGRPCOn: lists(value, only: RetryConditions.grpcWords)
        }
    }

    private static func lists(_ value: Span<UInt8>, only words: [RetryConditions.Word]) -> Bool {
        var element = FieldList.Element()
        while FieldList.next(in: value, &element) {
            if condition(value.extracting(element.range), words) == nil { return false }
        }
        return true
    }

    /// The conditions that a list names; other names mean nothing.
    static func conditions(_ value: Span<UInt8>, _ words: [RetryConditions.Word]) -> RetryConditions {
        var result: RetryConditions = []
        var element = FieldList.Element()
        while FieldList.next(in: value, &element) {
            if let named = condition(value.extracting(element.range), words) { result.insert(named) }
        }
        return result
    }

    private static func condition(_ name: Span<UInt8>, _ words: [RetryConditions.Word]) -> RetryConditions? {
        for word in words where Bytes.equal(name, word.name) { return word.condition }
        return nil
    }
}
