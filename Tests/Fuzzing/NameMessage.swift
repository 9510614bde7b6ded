// room: EventLoops
// longest: 1024
// covers: NameMessage.swift
import EventLoops

/// What a name server answers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    NameMessageFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
