using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Saker.Server.Hosting;

/// <summary>
/// Gives back to the system, once the process has come to rest, the memory that it holds and does not use: garbage that no allocation makes the collector
/// look for, and free pages of the native heap, where engines keep their models.
/// </summary>
/// <param name="options">Up to which heap that is done.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told, at Debug, what came of it.</param>
internal sealed class RestingMemory(ServerOptions options, TimeProvider time, ILogger<RestingMemory> logger) : BackgroundService
{
    /// <summary>How often it is looked whether the process rests.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.MaxRestHeapBytes == 0)
            return;
        var signs = new RestSigns();
        using var looks = new PeriodicTimer(LookEvery, time);
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            // As large as the last collection left it: what came since is mostly garbage, which costs nothing.
            if (signs.IsTime(GC.GetTotalAllocatedBytes()) && GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes <= options.MaxRestHeapBytes)
                GiveBack();
        }
    }

    private void GiveBack()
    {
        var (before, begin) = (Environment.WorkingSet, Stopwatch.GetTimestamp());
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TrimNativeHeap();
        logger.MemoryGivenBack((before - Environment.WorkingSet) / 1_048_576.0, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    private static void TrimNativeHeap()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Of the C libraries only GNU's keeps what was freed and has this call.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint pad);
}
