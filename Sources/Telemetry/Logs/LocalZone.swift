public import Buffers
internal import Glibc

/// The machine's time zone (`TZ`, or `/etc/localtime`).
public enum LocalZone {
    /// Seconds east of UTC at a moment, summer time included.
    public static func offset(at seconds: Int64) -> Int {
        var moment = time_t(seconds)
        var parts = unsafe tm()
        guard unsafe localtime_r(&moment, &parts) != nil else { return 0 }
        return unsafe parts.tm_gmtoff
    }

    /// Appends the zone's short name at a moment, such as `CET`.
    public static func appendName(at seconds: Int64, to buffer: inout ByteBuffer) {
        var moment = time_t(seconds)
        var parts = unsafe tm()
        guard unsafe localtime_r(&moment, &parts) != nil, var name = unsafe parts.tm_zone else { return }
        while unsafe name.pointee != 0 {
            buffer.append(UInt8(bitPattern: unsafe name.pointee))
            unsafe name += 1
        }
    }
}
