internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import NetworkAddresses

/// Values of fields as what they mean; a head that is a part of an object lends no bytes.
extension HeaderMap {
    /// Whether field `index` says nothing.
    borrowing func isValueEmpty(at index: Int) -> Bool { value(at: index).isEmpty }

    /// The bytes of field `index`.
    borrowing func writeValue(at index: Int, to output: inout ByteBuffer) { output.append(value(at: index)) }

    /// The bytes of field `index`, to keep.
    borrowing func valueBytes(at index: Int) -> [UInt8] {
        let value = value(at: index)
        var bytes: [UInt8] = []
        for index in value.indices { bytes.append(value[index]) }
        return bytes
    }

    /// Calls `body` with each element of the list that field `index` is.
    borrowing func forEachElement(at index: Int, _ body: (Span<UInt8>) -> Void) {
        var element = FieldList.Element()
        while FieldList.next(in: value(at: index), &element) { body(value(at: index).extracting(element.range)) }
    }

    /// The retry conditions that field `index` names.
    borrowing func conditions(at index: Int, _ words: [RetryConditions.Word]) -> RetryConditions {
        ControlField.conditions(value(at: index), words)
    }

    /// The address that field `index` is; nil when it is none.
    borrowing func address(at index: Int) -> IPAddress? { IPAddress(value(at: index)) }

    /// The number that field `index` is; nil when it is none.
    borrowing func number(at index: Int) -> UInt64? { ControlField.number(value(at: index)) }

    /// Whether field `index` can be understood.
    borrowing func isValid(at index: Int, as field: RouterConfiguration.StrictField) -> Bool {
        ControlField.isValid(value(at: index), field)
    }
}
