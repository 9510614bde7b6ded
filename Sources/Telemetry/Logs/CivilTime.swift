/// A day of the Gregorian calendar, in UTC.
public struct CivilDate: Sendable, Equatable {
    /// 1970 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int
    /// 0 is Sunday.
    public let weekday: Int
    /// 1 to 366.
    public let dayOfYear: Int

    /// The day that lies `days` after 1970-01-01; clamped to the years 1970 to 9999.
    public init(daysSinceEpoch days: Int64) {
        let days = Int(max(0, min(days, 2_932_896)))
        weekday = (days + 4) % 7  // 1970-01-01 was a Thursday.
        // Years are counted from March, so that a leap day is the last day of its year, in eras of 400 years.
        let shifted = days + 719_468  // days since 0000-03-01
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let marchDay = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * marchDay + 2) / 153
        day = marchDay - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        dayOfYear = marchMonth >= 10 ? marchDay - 305 : marchDay + 60 + (isLeap ? 1 : 0)
    }

    /// English names of three letters, Sunday first.
    static let weekdays: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    /// English names of three letters, January first.
    static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// A second of the Gregorian calendar, in UTC.
public struct CivilTime: Sendable, Equatable {
    /// The day.
    public let date: CivilDate
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59.
    public let second: Int

    /// The time of a Unix time stamp; clamped to the years 1970 to 9999.
    public init(secondsSinceEpoch seconds: Int64) {
        let seconds = max(0, min(seconds, 253_402_300_799))
        date = CivilDate(daysSinceEpoch: seconds / 86_400)
        let rest = Int(seconds % 86_400)
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
    }
}
