using System.Runtime.InteropServices;

namespace Saker.Platform.Serving;

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

    /// <summary>
    /// From now on the calling thread comes after those that serve requests, and still goes on where they leave nothing idle: what waits for it is done, and a lock that it
    /// holds is let go. Where that cannot be asked for, it stays as it is.
    /// </summary>
    /// <param name="niceness">1 to 19, nice(2): of two threads that both want a processor this one gets about 1 part in 1 + 1.25 to the power of it.</param>
    /// <returns>Whether the system agreed.</returns>
    public static bool StepBack(int niceness) => OperatingSystem.IsLinux() && SetNiceness(0, Self, niceness) == 0;

    // The parameters are one number on Linux, the priority, which is 0 but for real-time policies.
    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetPolicy(int thread, int policy, ref int parameters);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetNiceness(int which, int who, int niceness);
}
