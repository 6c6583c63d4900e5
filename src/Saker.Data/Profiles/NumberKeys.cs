using System.Numerics;
using Saker.Data.Engine;

namespace Saker.Data.Profiles;

/// <summary>
/// Numbers, days and instants as signed 64-bit keys of the same order: what is sorted and counted. A kind says what a key stands for, a reader how a
/// stored value becomes a key. All are resolved when compiled, so that loops over values hold no calls.
/// </summary>
internal static class NumberKeys
{
    private static readonly long EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private static readonly long EpochMicrosecond = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>What a reader found.</summary>
    public enum Found
    {
        Number,
        Missing,
        Infinite,
    }

    public interface IKind
    {
        /// <summary>As profiles show it: days and instants in seconds since 1970.</summary>
        static abstract double ToNumber(long key);

        static abstract ulong Hash(long key);
    }

    public interface IReader<T>
    {
        static abstract Found Read(T value, out long key);
    }

    public static long OfReal(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value);
        return bits ^ (bits >> 63 & long.MaxValue);
    }

    public readonly struct Whole : IKind
    {
        public static double ToNumber(long key) => key;

        public static ulong Hash(long key) => StableHash.Of(key);
    }

    public readonly struct Real : IKind
    {
        public static double ToNumber(long key) => BitConverter.Int64BitsToDouble(key ^ (key >> 63 & long.MaxValue));

        public static ulong Hash(long key) => StableHash.Of(ToNumber(key));
    }

    /// <summary>Days since 0001-01-01.</summary>
    public readonly struct Day : IKind
    {
        public static double ToNumber(long key) => (key - EpochDay) * (double)TimeSpan.SecondsPerDay;

        public static ulong Hash(long key) => StableHash.Of(key);
    }

    /// <summary>Microseconds since 0001-01-01.</summary>
    public readonly struct Instant : IKind
    {
        public static double ToNumber(long key) => (key - EpochMicrosecond) / 1e6;

        public static ulong Hash(long key) => StableHash.Of(key);
    }

    public readonly struct Truth : IReader<bool>
    {
        public static Found Read(bool value, out long key)
        {
            key = value ? 1 : 0;
            return Found.Number;
        }
    }

    public readonly struct Integers<T> : IReader<T>
        where T : INumberBase<T>
    {
        public static Found Read(T value, out long key)
        {
            key = long.CreateTruncating(value);
            return Found.Number;
        }
    }

    public readonly struct Reals<T> : IReader<T>
        where T : INumberBase<T>
    {
        public static Found Read(T value, out long key)
        {
            var number = double.CreateTruncating(value);
            key = OfReal(number);
            return double.IsFinite(number) ? Found.Number : double.IsNaN(number) ? Found.Missing : Found.Infinite;
        }
    }

    public readonly struct Dates : IReader<DateOnly>
    {
        public static Found Read(DateOnly value, out long key)
        {
            key = value.DayNumber;
            return Found.Number;
        }
    }

    public readonly struct Times : IReader<DateTime>
    {
        public static Found Read(DateTime value, out long key)
        {
            key = value.Ticks / TimeSpan.TicksPerMicrosecond;
            return Found.Number;
        }
    }

    /// <summary>Days as the engine stores them.</summary>
    public readonly struct EngineDates : IReader<int>
    {
        public static Found Read(int value, out long key) => Dates.Read(EngineTimes.ToDate(value), out key);
    }

    /// <summary>Instants as the engine stores them.</summary>
    public readonly struct EngineInstants : IReader<long>
    {
        public static Found Read(long value, out long key) => Times.Read(EngineTimes.ToTimestamp(value), out key);
    }
}
