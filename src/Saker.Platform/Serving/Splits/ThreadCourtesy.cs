using System.Runtime.InteropServices;

namespace Saker.Platform.Serving.Splits;

/// <summary>Lets a thread give way to all others. On Linux .NET takes a thread's priority and does nothing with it.</summary>
internal static partial class ThreadCourtesy
{
    /// <summary>A thread of this policy runs where nothing else wants to, and stops the moment something does: sched(7), SCHED_IDLE.</summary>
    private const int IdlePolicy = 5;

    /// <summary>The least that another thread can get; what is left where the policy is not allowed.</summary>
    private const int Niceness = 19;

    /// <summary>The calling thread: on Linux each has a policy and a niceness of its own.</summary>
    private const int Self = 0;

    /// <summary>From now on the calling thread gets what others leave, for good. Where that cannot be asked for, it stays as it is.</summary>
    /// <returns>Whether the system agreed.</returns>
    public static bool GiveWay()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var priority = 0;
        return SetPolicy(Self, IdlePolicy, ref priority) == 0 || SetNiceness(0, Self, Niceness) == 0;
    }

    // The parameters are one number on Linux, the priority, which is 0 but for real-time policies.
    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetPolicy(int thread, int policy, ref int parameters);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetNiceness(int which, int who, int niceness);
}
