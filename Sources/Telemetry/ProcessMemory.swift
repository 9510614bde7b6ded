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

    /// Resident without pages of files: heap and stacks.
    public var anonymous: UInt64

    /// Asks the kernel and the allocator, which goes through all that is free in its heap: milliseconds after a burst.
    public static func read() -> ProcessMemory {
        var memory = readPages()
        let info = mallinfo2()
        memory.allocated = UInt64(info.uordblks) &+ UInt64(info.hblkhd)
        memory.heap = UInt64(info.arena) &+ UInt64(info.hblkhd)
        return memory
    }

    /// Asks the kernel alone, in microseconds: nothing is said of the allocator's.
    public static func readPages() -> ProcessMemory {
        let pages = countPages()
        return ProcessMemory(
            allocated: 0, heap: 0, resident: pages.resident,
            anonymous: pages.resident &- min(pages.resident, pages.shared))
    }

    /// The second and the third number of `/proc/self/statm`, in bytes.
    private static func countPages() -> (resident: UInt64, shared: UInt64) {
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return (0, 0) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = unsafe Glibc.read(file, &bytes, 127)
        close(file)
        let fields = bytes.prefix(max(0, count)).split(separator: 0x20)
        let size = UInt64(sysconf(Int32(_SC_PAGESIZE)))
        func number(_ index: Int) -> UInt64 {
            guard index < fields.count, let pages = UInt64(String(decoding: fields[index], as: UTF8.self)) else {
                return 0
            }
            return pages &* size
        }
        return (number(1), number(2))
    }

    /// Gives freed memory back to the system; after work that needed much of it once, such as reading configuration.
    public static func trim() { _ = malloc_trim(0) }

    /// Gives back the pages of code and constants that were touched so far, also those of libraries: most of them are
    /// of use only while the process starts. What is needed again comes back from the page cache.
    public static func releaseCode() {
        unsafe clinux_visit_images { base, parts, count in
            let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
            for index in 0..<Int(count) {
                guard let part = unsafe parts?[index] else { return }
                // Parts that are written hold relocations, which no file has.
                guard part.p_type == UInt32(PT_LOAD), part.p_flags & UInt32(PF_W) == 0 else { continue }
                let start = UInt(base) &+ UInt(part.p_vaddr)
                let first = (start &+ page &- 1) & ~(page &- 1)
                let end = (start &+ UInt(part.p_memsz)) & ~(page &- 1)
                guard end > first else { continue }
                _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end &- first), MADV_DONTNEED)
            }
        }
    }
}
