using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Saker.Benchmarks.Serving;

/// <summary>Sleeps to a moment within some ten microseconds; .NET's own sleeps are good to a millisecond, and spinning takes the cores that are measured.</summary>
internal static partial class FineClock
{
    private const int SetTimerSlack = 29;

    /// <summary>Lets the calling thread wake as exactly as the system can.</summary>
    public static void Sharpen()
    {
        if (OperatingSystem.IsLinux())
            Control(SetTimerSlack, 1, 0, 0, 0);
    }

    /// <param name="timestamp">As <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public static void SleepUntil(long timestamp)
    {
        while (true)
        {
            var left = (timestamp - Stopwatch.GetTimestamp()) * 1_000_000_000L / Stopwatch.Frequency;
            if (left <= 0)
                return;
            var time = new TimeSpec { Seconds = left / 1_000_000_000, Nanoseconds = left % 1_000_000_000 };
            Sleep(ref time, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(ref TimeSpec time, nint left);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, ulong first, ulong second, ulong third, ulong fourth);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
