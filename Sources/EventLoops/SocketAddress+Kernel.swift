internal import CLinux
internal import Glibc
internal import NetworkAddresses

extension SocketAddress {
    /// Lends the kernel's form of the address; `body` gets nil length when a Unix path is too long.
    func withKernelForm<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        switch self {
        case .ip(let address, let port) where address.family == .v4:
            var form = sockaddr_in()
            form.sin_family = sa_family_t(AF_INET)
            form.sin_port = port.bigEndian
            form.sin_addr.s_addr = address.v4Bits.bigEndian
            return unsafe withUnsafePointer(to: &form) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe body(pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        case .ip(let address, let port):
            var form = sockaddr_in6()
            form.sin6_family = sa_family_t(AF_INET6)
            form.sin6_port = port.bigEndian
            unsafe withUnsafeMutableBytes(of: &form.sin6_addr) { bytes in
                for index in 0..<16 { unsafe bytes[index] = address.octet(index) }
            }
            return unsafe withUnsafePointer(to: &form) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe body(pointer, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        case .unix(let path):
            var form = sockaddr_un()
            form.sun_family = sa_family_t(AF_UNIX)
            let pathOffset = MemoryLayout<sockaddr_un>.size - 108
            var length = pathOffset
            unsafe withUnsafeMutableBytes(of: &form) { bytes in
                // A longer path was refused by `isRepresentable`; cutting it here keeps this function total.
                for byte in path.utf8.prefix(SocketAddress.longestUnixPath) {
                    unsafe bytes[length] = byte
                    length += 1
                }
                if path.utf8.first == UInt8(ascii: "@") {
                    // The abstract name space: a zero byte leads, and none ends the name.
                    unsafe bytes[pathOffset] = 0
                } else {
                    length += 1
                }
            }
            return unsafe withUnsafePointer(to: &form) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe body(pointer, socklen_t(length))
                }
            }
        }
    }

    /// Whether the kernel can hold the address: a Unix path has at most 107 bytes and no zero among them.
    var isRepresentable: Bool {
        guard case .unix(let path) = self else { return true }
        return path.utf8.count <= SocketAddress.longestUnixPath && !path.isEmpty && !path.utf8.contains(0)
    }

    var kernelFamily: Int32 {
        switch self {
        case .ip(let address, _): return address.family == .v4 ? AF_INET : AF_INET6
        case .unix: return AF_UNIX
        }
    }

    /// Reads what the kernel wrote; a mapped IPv4 address becomes a plain one. Nil for families of no concern here.
    init?(kernelForm storage: borrowing sockaddr_storage, length: socklen_t) {
        var copy = copy storage
        switch Int32(copy.ss_family) {
        case AF_INET:
            let form = unsafe withUnsafeBytes(of: &copy) { unsafe $0.loadUnaligned(as: sockaddr_in.self) }
            self = .ip(IPAddress(v4: UInt32(bigEndian: form.sin_addr.s_addr)), port: UInt16(bigEndian: form.sin_port))
        case AF_INET6:
            let (high, low, port) = unsafe withUnsafeBytes(of: &copy) { bytes in
                unsafe (
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                    UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
                )
            }
            self = .ip(IPAddress(v6: high, low).unmapped, port: port)
        case AF_UNIX:
            let pathOffset = MemoryLayout<sockaddr_un>.size - 108
            var path: [UInt8] = []
            let end = min(Int(length), MemoryLayout<sockaddr_un>.size)
            unsafe withUnsafeBytes(of: &copy) { bytes in
                for index in pathOffset..<max(pathOffset, end) {
                    let byte = unsafe bytes[index]
                    if byte == 0 && index > pathOffset { break }
                    path.append(byte == 0 ? UInt8(ascii: "@") : byte)
                }
            }
            self = .unix(path == [UInt8(ascii: "@")] ? "" : String(decoding: path, as: UTF8.self))
        default:
            return nil
        }
    }
}
