internal import CNGHTTP2
internal import Glibc

/// The memory of one session's nghttp2: small blocks that it gives back wait for its next requests, up to a limit. It
/// takes and frees about five a stream, which cost a tenth of what it does with a request; the largest is an array of a
/// head's fields, with 40 bytes for each.
///
/// A block's size class stands in the 16 bytes before it.
@safe
final class HTTP2Memory {
    /// Blocks are multiples of 32 bytes, up to this; larger ones go straight to the system.
    private static let classes = 64
    private static let stepShift = 5
    private static let largest = classes << stepShift
    private static let headerSize = 16
    /// Bytes of blocks that wait at most: what some hundreds of streams have that end at once.
    private static let mostWaiting = 256 << 10
    /// Bytes of them that still wait when no stream is in use.
    private static let mostIdle = 8 << 10

    /// By class, the first block that waits; each begins with the address of the next.
    private let waiting: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private(set) var waitingBytes = 0

    init() {
        unsafe waiting = .allocate(capacity: Self.classes + 1)
        unsafe waiting.initialize(repeating: nil, count: Self.classes + 1)
    }

    deinit {
        freeWaiting(downTo: 0)
        unsafe waiting.deallocate()
    }

    /// No stream is in use: keeps only what the next few need.
    @inline(__always)
    func becameIdle() {
        if waitingBytes > Self.mostIdle { freeWaiting(downTo: Self.mostIdle) }
    }

    /// Gives blocks that wait back to the system, the large ones first, until at most so many bytes wait.
    private func freeWaiting(downTo most: Int) {
        var index = Self.classes
        while index > 0 && waitingBytes > most {
            guard let block = unsafe waiting[index] else {
                index &-= 1
                continue
            }
            unsafe waiting[index] = block.load(as: UnsafeMutableRawPointer?.self)
            waitingBytes &-= index &<< Self.stepShift
            unsafe Glibc.free(block - Self.headerSize)
        }
    }

    /// The blocks as nghttp2 asks for them. They are ours: we outlive them.
    @unsafe var allocator: nghttp2_mem {
        unsafe nghttp2_mem(
            mem_user_data: Unmanaged.passUnretained(self).toOpaque(),
            malloc: { size, user in unsafe HTTP2Memory.of(user)?._withUnsafeGuaranteedRef { unsafe $0.take(size) } },
            free: { block, user in
                guard let block = unsafe block else { return }
                unsafe HTTP2Memory.of(user)?._withUnsafeGuaranteedRef { unsafe $0.giveBack(block) }
            },
            calloc: { count, size, user in
                let (whole, overflow) = count.multipliedReportingOverflow(by: size)
                if overflow { return nil }
                return unsafe HTTP2Memory.of(user)?._withUnsafeGuaranteedRef { memory in
                    let block = unsafe memory.take(whole)
                    if let block = unsafe block { unsafe memset(block, 0, whole) }
                    return unsafe block
                }
            },
            realloc: { block, size, user in
                unsafe HTTP2Memory.of(user)?._withUnsafeGuaranteedRef { memory in
                    guard let block = unsafe block else { return unsafe memory.take(size) }
                    return unsafe memory.change(block, to: size)
                }
            })
    }

    @unsafe private static func of(_ user: UnsafeMutableRawPointer?) -> Unmanaged<HTTP2Memory>? {
        guard let user = unsafe user else { return nil }
        return unsafe Unmanaged<HTTP2Memory>.fromOpaque(user)
    }

    /// A block; nil when there is no memory.
    @unsafe func take(_ size: Int) -> UnsafeMutableRawPointer? {
        // The class of large blocks is 0, and none of them waits.
        let isSmall = UInt(bitPattern: size) <= UInt(Self.largest)
        let index = isSmall ? (max(size, 1) &+ (1 &<< Self.stepShift) &- 1) &>> Self.stepShift : 0
        if let block = unsafe waiting[index] {
            unsafe waiting[index] = block.load(as: UnsafeMutableRawPointer?.self)
            waitingBytes &-= index &<< Self.stepShift
            return unsafe block
        }
        return unsafe takeNew(size, index)
    }

    @unsafe @inline(never)
    private func takeNew(_ size: Int, _ index: Int) -> UnsafeMutableRawPointer? {
        if size < 0 { return nil }
        let room = index == 0 ? size : index &<< Self.stepShift
        let (whole, overflow) = room.addingReportingOverflow(Self.headerSize)
        guard !overflow, let start = unsafe Glibc.malloc(whole) else { return nil }
        unsafe start.storeBytes(of: index, as: Int.self)
        return unsafe start + Self.headerSize
    }

    /// Takes a block back.
    @unsafe func giveBack(_ block: UnsafeMutableRawPointer) {
        let start = unsafe block - Self.headerSize
        let index = unsafe start.load(as: Int.self)
        let size = index &<< Self.stepShift
        if index == 0 || waitingBytes &+ size > Self.mostWaiting { return unsafe Glibc.free(start) }
        unsafe block.storeBytes(of: waiting[index], as: UnsafeMutableRawPointer?.self)
        unsafe waiting[index] = block
        waitingBytes &+= size
    }

    /// A block with the bytes of another, which is gone; nil, and the other untouched, when there is no memory.
    @unsafe func change(_ block: UnsafeMutableRawPointer, to size: Int) -> UnsafeMutableRawPointer? {
        if size < 0 { return nil }
        let start = unsafe block - Self.headerSize
        let index = unsafe start.load(as: Int.self)
        if index == 0 && size > Self.largest {
            let (whole, overflow) = size.addingReportingOverflow(Self.headerSize)
            guard !overflow, let moved = unsafe Glibc.realloc(start, whole) else { return nil }
            return unsafe moved + Self.headerSize
        }
        let room = index &<< Self.stepShift
        if index > 0 && size <= room { return unsafe block }
        guard let other = unsafe take(size) else { return nil }
        // A large block that shrinks to a small one has more bytes than are wanted.
        unsafe other.copyMemory(from: block, byteCount: index == 0 ? size : min(room, size))
        unsafe giveBack(block)
        return unsafe other
    }
}
