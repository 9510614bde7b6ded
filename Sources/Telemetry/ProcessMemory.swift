internal import CLinux
internal import Glibc

/// The process's memory, as `/memory` and the `server.memory_*` gauges tell it. In bytes.
public struct ProcessMemory: Sendable {
    /// Allocated and not freed.
    public var allocated: UInt64
    /// Taken from the system by the allocator.
    public var heap: UInt64
    /// Resident, shared pages included.
    public var resident: UInt64

    /// Asks the allocator and the kernel.
    public static func read() -> ProcessMemory {
        let info = mallinfo2()
        var resident: UInt64 = 0
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        if file >= 0 {
            var bytes = [UInt8](repeating: 0, count: 128)
            let count = unsafe Glibc.read(file, &bytes, 127)
            close(file)
            let fields = bytes.prefix(max(0, count)).split(separator: 0x20)
            if fields.count > 1, let pages = UInt64(String(decoding: fields[1], as: UTF8.self)) {
                resident = pages &* UInt64(sysconf(Int32(_SC_PAGESIZE)))
            }
        }
        return ProcessMemory(
            allocated: UInt64(info.uordblks) &+ UInt64(info.hblkhd), heap: UInt64(info.arena) &+ UInt64(info.hblkhd),
            resident: resident)
    }

    /// Gives freed memory back to the system; after work that needed much of it once, such as reading configuration.
    public static func trim() { _ = malloc_trim(0) }
}
