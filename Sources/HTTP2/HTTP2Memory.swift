internal import CNGHTTP2
internal import Glibc

/// The memory of one session's nghttp2: small blocks that it gives back wait for its next requests, up to a limit. It
/// takes and frees about five a stream, which cost a tenth of what it does with a request.
///
/// A block's size class stands in the 16 bytes before it.
@safe
final class HTTP2Memory {
    /// Blocks are multiples of 32 bytes, up to this; larger ones go straight to the system.
    private static let classes = 16
    private static let step = 32
    private static let headerSize = 16
    /// Bytes of blocks that wait at most.
    private static let mostWaiting = 8 << 10

    /// By class, the first block that waits; each begins with the address of the next.
    private let waiting: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private var waitingBytes = 0

    init() {
        unsafe waiting = .allocate(capacity: Self.classes + 1)
        unsafe waiting.initialize(repeating: nil, count: Self.classes + 1)
    }

    deinit {
        freeWaiting()
        unsafe waiting.deallocate()
    }

    /// Gives the blocks that wait back to the system.
    func freeWaiting() {
        for index in 1...Self.classes {
            while let block = unsafe waiting[index] {
                unsafe waiting[index] = block.load(as: UnsafeMutableRawPointer?.self)
                unsafe Glibc.free(block - Self.headerSize)
            }
        }
        waitingBytes = 0
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
        if size < 0 { return nil }
        // The class of large blocks is 0, and none of them waits.
        let index = size <= Self.classes &* Self.step ? (max(size, 1) &+ Self.step &- 1) / Self.step : 0
        if let block = unsafe waiting[index] {
            unsafe waiting[index] = block.load(as: UnsafeMutableRawPointer?.self)
            waitingBytes &-= index &* Self.step
            return unsafe block
        }
        let room = index == 0 ? size : index &* Self.step
        let (whole, overflow) = room.addingReportingOverflow(Self.headerSize)
        guard !overflow, let start = unsafe Glibc.malloc(whole) else { return nil }
        unsafe start.storeBytes(of: index, as: Int.self)
        return unsafe start + Self.headerSize
    }

    /// Takes a block back.
    @unsafe func giveBack(_ block: UnsafeMutableRawPointer) {
        let start = unsafe block - Self.headerSize
        let index = unsafe start.load(as: Int.self)
        let size = index &* Self.step
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
        if index == 0 && size > Self.classes &* Self.step {
            let (whole, overflow) = size.addingReportingOverflow(Self.headerSize)
            guard !overflow, let moved = unsafe Glibc.realloc(start, whole) else { return nil }
            return unsafe moved + Self.headerSize
        }
        let room = index &* Self.step
        if index > 0 && size <= room { return unsafe block }
        guard let other = unsafe take(size) else { return nil }
        // A large block that shrinks to a small one has more bytes than are wanted.
        unsafe other.copyMemory(from: block, byteCount: index == 0 ? size : min(room, size))
        unsafe giveBack(block)
        return unsafe other
    }
}
