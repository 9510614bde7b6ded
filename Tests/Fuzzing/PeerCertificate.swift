// room: TLS
// longest: 1024
// covers: Certificate.swift
import TLS

/// The certificate of a peer in DER, which says who it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    CertificateFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
