using System.Diagnostics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The process and .NET in it, by the names that Prometheus' own libraries gave the process.</summary>
internal sealed class ProcessMetrics : IMetricSource
{
    private static readonly MetricFamily s_cpu = new("process_cpu_seconds", MetricKind.Counter, "Processor time that the process has used.");
    private static readonly MetricFamily s_resident = new("process_resident_memory_bytes", MetricKind.Gauge, "Memory of the process that is in RAM.");
    private static readonly MetricFamily s_virtual = new("process_virtual_memory_bytes", MetricKind.Gauge, "Address space of the process.");
    private static readonly MetricFamily s_started = new("process_start_time_seconds", MetricKind.Gauge, "When the process started, in seconds since 1970.");
    private static readonly MetricFamily s_threads = new("process_threads", MetricKind.Gauge, "Threads of the process.");
    private static readonly MetricFamily s_files = new("process_open_fds", MetricKind.Gauge, "Open file descriptors; on Linux.");
    private static readonly MetricFamily s_maxFiles = new("process_max_fds", MetricKind.Gauge, "The most open file descriptors; on Linux.");
    private static readonly MetricFamily s_collections = new("dotnet_gc_collections", MetricKind.Counter, "Garbage collections by the oldest generation that they covered.", "generation");
    private static readonly MetricFamily s_pause = new("dotnet_gc_pause_seconds", MetricKind.Counter, "Time for which garbage collections stopped the process.");
    private static readonly MetricFamily s_allocated = new("dotnet_gc_allocated_bytes", MetricKind.Counter, "Bytes allocated on the managed heap.");
    private static readonly MetricFamily s_heap = new("dotnet_gc_heap_bytes", MetricKind.Gauge, "Bytes of the managed heap after the last collection.");
    private static readonly MetricFamily s_committed = new("dotnet_gc_committed_bytes", MetricKind.Gauge, "Memory that the managed heap has taken from the system.");
    private static readonly MetricFamily s_poolThreads = new("dotnet_thread_pool_threads", MetricKind.Gauge, "Threads of the thread pool.");
    private static readonly MetricFamily s_poolQueue = new("dotnet_thread_pool_queue_items", MetricKind.Gauge, "Work that waits for a thread of the pool.");
    private static readonly MetricFamily s_poolItems = new("dotnet_thread_pool_completed_items", MetricKind.Counter, "Work that threads of the pool have done.");
    private static readonly MetricFamily s_contentions = new("dotnet_lock_contentions", MetricKind.Counter, "How often a thread had to wait for a lock.");
    private static readonly MetricFamily s_timers = new("dotnet_timers", MetricKind.Gauge, "Timers that are set.");

    public IReadOnlyList<MetricFamily> Families { get; } =
    [
        s_cpu, s_resident, s_virtual, s_started, s_threads, s_files, s_maxFiles, s_collections, s_pause, s_allocated, s_heap, s_committed, s_poolThreads, s_poolQueue,
        s_poolItems, s_contentions, s_timers,
    ];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        into.Add(s_cpu, process.TotalProcessorTime.TotalSeconds);
        into.Add(s_resident, process.WorkingSet64);
        into.Add(s_virtual, process.VirtualMemorySize64);
        into.Add(s_started, new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1e3);
        into.Add(s_threads, process.Threads.Count);
        if (OperatingSystem.IsLinux())
            AddFiles(into);
        AddRuntime(into);
        return ValueTask.CompletedTask;
    }

    private static void AddFiles(MetricSet into)
    {
        // One of them is that of the folder that is being read.
        into.Add(s_files, Directory.EnumerateFileSystemEntries("/proc/self/fd").Count() - 1);
        var limit = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (limit is [_, _, _, var soft, ..] && long.TryParse(soft, out var most))
            into.Add(s_maxFiles, most);
    }

    private static void AddRuntime(MetricSet into)
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            into.Add(s_collections, GC.CollectionCount(generation), generation.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        into.Add(s_pause, GC.GetTotalPauseDuration().TotalSeconds);
        into.Add(s_allocated, GC.GetTotalAllocatedBytes());
        into.Add(s_heap, memory.HeapSizeBytes);
        into.Add(s_committed, memory.TotalCommittedBytes);
        into.Add(s_poolThreads, ThreadPool.ThreadCount);
        into.Add(s_poolQueue, ThreadPool.PendingWorkItemCount);
        into.Add(s_poolItems, ThreadPool.CompletedWorkItemCount);
        into.Add(s_contentions, Monitor.LockContentionCount);
        into.Add(s_timers, Timer.ActiveCount);
    }
}
